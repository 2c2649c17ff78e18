package org.periplus.security;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** An entry of {@code periplus.egress.allow} or {@code .deny}. Immutable. */
final class EgressEntry {

  private static final String EVERYTHING = "*";

  private final String text;
  private final Optional<AddressRange> range;
  private final Pattern host;

  EgressEntry(String written) {
    text = plain(written.strip());
    range = AddressRange.parse(text);
    host = Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
  }

  /** A host without the brackets around an IPv6 address and without the dot of the root. */
  static String plain(String host) {
    String plain =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  /** Whether this is {@code *}. */
  boolean isEverything() {
    return text.equals(EVERYTHING);
  }

  boolean matches(String plainHost) {
    return host.matcher(plainHost).matches();
  }

  boolean matches(String plainHost, InetAddress address) {
    return matches(plainHost)
        || range.map(r -> r.holds(address)).orElse(false)
        || host.matcher(address.getHostAddress()).matches();
  }
}
