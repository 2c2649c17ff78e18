package org.periplus.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses whose first bits are the same (RFC 4632).
 *
 * @param network an address of the range
 * @param bits how many bits are the same
 */
public record AddressRange(InetAddress network, int bits) {

  private static final Pattern NUMERIC =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * Reads an address, or an address with the number of its bits that count.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AddressRange of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no range of addresses"));
  }

  /** Reads a range; empty for something else, such as the name of a host. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!NUMERIC.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress network = InetAddress.getByName(address); // a number: no name is looked up
      int length = network.getAddress().length * 8;
      int bits = slash < 0 ? length : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > length
          ? Optional.empty()
          : Optional.of(new AddressRange(network, bits));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether all bits count. */
  public boolean isOneAddress() {
    return bits == network.getAddress().length * 8;
  }

  /** Whether the address is one of the range. */
  public boolean holds(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    int rest = ours.length * 8 - bits;
    return ours.length == theirs.length
        && new BigInteger(1, ours)
            .shiftRight(rest)
            .equals(new BigInteger(1, theirs).shiftRight(rest));
  }
}
