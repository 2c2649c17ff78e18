package org.periplus.api.provenance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A qualified name: PROV-N, 3.7.1.
 *
 * @param local the part after the colon, in the characters that PROV-N takes
 */
record ProvName(String prefix, String local) {

  /** The name of anything whatever it is called: other characters are written as in URLs. */
  static ProvName of(String prefix, String local) {
    String encoded =
        URLEncoder.encode(local, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%2F", "/");
    return new ProvName(
        prefix,
        encoded.endsWith(".") ? encoded.substring(0, encoded.length() - 1) + "%2E" : encoded);
  }

  /** A name that lies below this one. */
  ProvName below(String local) {
    return new ProvName(prefix, this.local + "/" + of(prefix, local).local);
  }

  @Override
  public String toString() {
    return prefix + ":" + local;
  }
}
