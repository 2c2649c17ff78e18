package org.periplus.cwl.document.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** References as people write them. */
public final class Uris {

  private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=%";
  private static final String ALLOWED_IN_PATH = "-._~/!$&'()*+,;=@";

  private Uris() {}

  /** The reference; characters that no URI may have, such as spaces, are encoded. */
  static Optional<URI> parse(String reference) {
    return tryParse(reference)
        .or(() -> tryParse(encode(reference, ALLOWED)))
        .or(() -> tryParse(encode(reference, ALLOWED.replace("%", ""))));
  }

  private static Optional<URI> tryParse(String reference) {
    try {
      return Optional.of(new URI(reference));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** {@code file:///a} instead of {@code file:/a}, which Java makes of it. */
  static URI withSlashes(URI uri) {
    String text = uri.toString();
    return text.startsWith("file:/") && !text.startsWith("file://")
        ? URI.create("file://" + text.substring("file:".length()))
        : uri;
  }

  /** A file's path as a reference: {@code #}, {@code ?} and {@code %} are part of its name. */
  static String ofPath(String path) {
    return encode(path, ALLOWED_IN_PATH);
  }

  /** What stands before the {@code #}. */
  public static String withoutFragment(String reference) {
    int hash = reference.indexOf('#');
    return hash < 0 ? reference : reference.substring(0, hash);
  }

  /** What stands after the {@code #}, empty if nothing does. */
  public static String fragment(String reference) {
    int hash = reference.indexOf('#');
    return hash < 0 ? "" : reference.substring(hash + 1);
  }

  /** The last segment of the path. */
  static String fileName(URI uri) {
    String text = withoutFragment(uri.toString());
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static String encode(String text, String allowed) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || allowed.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }
}
