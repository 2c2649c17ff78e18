package org.periplus.security;

import java.net.InetAddress;
import java.util.List;

/** Tells the addresses of the public Internet from those of a site, a machine or a link. */
final class PublicAddress {

  /**
   * The IANA registries of special-purpose addresses (RFC 6890) as of 2026, and multicast. Of NAT64
   * the well-known prefix is missing: such an address is as public as the one that it holds.
   */
  private static final List<AddressRange> SPECIAL =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "::/96",
          "::ffff:0:0:0/96",
          "64:ff9b:1::/48",
          "100::/64",
          "100:0:0:1::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/9",
          "ff00::/8");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    return SPECIAL.stream().noneMatch(range -> range.holds(address));
  }

  private static List<AddressRange> ranges(String... written) {
    return List.of(written).stream().map(AddressRange::of).toList();
  }
}
