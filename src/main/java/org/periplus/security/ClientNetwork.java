package org.periplus.security;

import java.util.HexFormat;

/** Whose an address is: who has an IPv6 network has all of its addresses. */
public final class ClientNetwork {

  private static final int IPV6 = 16;

  private ClientNetwork() {}

  /** The address, or the first half of an IPv6 address; what is no address stays what it is. */
  public static String of(String client) {
    return AddressRange.parse(client.replaceFirst("%.*", ""))
        .map(range -> range.network().getAddress())
        .filter(address -> address.length == IPV6)
        .map(address -> HexFormat.of().formatHex(address, 0, IPV6 / 2))
        .orElse(client);
  }
}
