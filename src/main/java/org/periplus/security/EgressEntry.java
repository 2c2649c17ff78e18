package org.periplus.security;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** An entry of {@code periplus.egress.allow} or {@code .deny}. Immutable. */
final class EgressEntry {

  private static final String EVERYTHING = "*";

  /** What is written with {@code *} in the place of a part of an address. */
  private static final Pattern ADDRESSES = Pattern.compile("[0-9.*]*[0-9][0-9.*]*|.*:.*");

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

  /** Whether addresses are named, and not hosts. */
  boolean isOfAddresses() {
    return range.isPresent() || ADDRESSES.matcher(text).matches();
  }

  /** Whether this is one address alone. */
  boolean isExactly(InetAddress address) {
    return range.filter(r -> r.isOneAddress() && r.holds(address)).isPresent();
  }

  boolean matches(String plainHost) {
    return host.matcher(plainHost).matches();
  }

  boolean matches(String plainHost, InetAddress address) {
    return matches(plainHost) || names(address);
  }

  /** Whether the address itself is named, whatever host it is that of. */
  boolean names(InetAddress address) {
    return range.map(r -> r.holds(address)).orElse(false)
        || (isOfAddresses() && host.matcher(address.getHostAddress()).matches());
  }
}
