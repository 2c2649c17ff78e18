package org.periplus.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The IPv4 address to which an IPv6 address leads, by a translator or a tunnel. */
final class EmbeddedAddress {

  private static final int LENGTH = 4;

  /**
   * A kind of such addresses.
   *
   * @param offset where in them the IPv4 address begins
   * @param inverted whether its bits are turned over
   */
  private record Kind(AddressRange range, int offset, boolean inverted) {
    Kind(String range, int offset) {
      this(AddressRange.of(range), offset, false);
    }
  }

  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

  private static final List<Kind> KINDS =
      List.of(
          new Kind(NAT64, 12, false),
          new Kind("64:ff9b:1::/48", 12), // RFC 8215, as it is mostly used
          new Kind("::/96", 12),
          new Kind("::ffff:0:0:0/96", 12), // RFC 2765
          new Kind("2002::/16", 2), // 6to4
          new Kind(AddressRange.of("2001::/32"), 12, true)); // Teredo

  private EmbeddedAddress() {}

  /** Empty when the address stands for itself alone. */
  static Optional<InetAddress> in(InetAddress address) {
    boolean ipv6Own = address.isLoopbackAddress() || address.isAnyLocalAddress(); // ::1 and ::
    return KINDS.stream()
        .filter(kind -> !ipv6Own && kind.range().holds(address))
        .findFirst()
        .map(kind -> ipv4(address.getAddress(), kind));
  }

  /** Whether it is nothing but another way to write the address that it holds. */
  static boolean isAll(InetAddress address) {
    return NAT64.holds(address);
  }

  private static InetAddress ipv4(byte[] bytes, Kind kind) {
    byte[] inside = Arrays.copyOfRange(bytes, kind.offset(), kind.offset() + LENGTH);
    if (kind.inverted()) {
      for (int i = 0; i < LENGTH; i++) {
        inside[i] = (byte) ~inside[i];
      }
    }
    try {
      return InetAddress.getByAddress(inside);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // Four bytes are an address.
    }
  }
}
