package org.periplus.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells the addresses of the public Internet from those of a site, a machine or a link. */
final class PublicAddress {

  /** What the IANA registries of special-purpose addresses (RFC 6890) set apart. */
  private static final List<AddressRange> SPECIAL =
      List.of(
          AddressRange.of("0.0.0.0/8"),
          AddressRange.of("10.0.0.0/8"),
          AddressRange.of("100.64.0.0/10"),
          AddressRange.of("127.0.0.0/8"),
          AddressRange.of("169.254.0.0/16"),
          AddressRange.of("172.16.0.0/12"),
          AddressRange.of("192.0.0.0/24"),
          AddressRange.of("192.168.0.0/16"),
          AddressRange.of("198.18.0.0/15"),
          AddressRange.of("224.0.0.0/3"),
          AddressRange.of("::/127"),
          AddressRange.of("fc00::/7"),
          AddressRange.of("fe80::/9"),
          AddressRange.of("ff00::/8"));

  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
  private static final AddressRange IPV4_COMPATIBLE = AddressRange.of("::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    return SPECIAL.stream().noneMatch(range -> range.holds(address))
        && (!(address instanceof Inet6Address) || isOfPublicTunnel(address));
  }

  /** Some IPv6 addresses lead to an IPv4 address that they hold. */
  private static boolean isOfPublicTunnel(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NAT64.holds(address) || IPV4_COMPATIBLE.holds(address)) {
      return is(ipv4(bytes, 12));
    }
    return !SIX_TO_FOUR.holds(address) || is(ipv4(bytes, 2));
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // Four bytes are an address.
    }
  }
}
