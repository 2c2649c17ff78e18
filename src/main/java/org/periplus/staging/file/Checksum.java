package org.periplus.staging.file;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of a file give when nothing is wrong with them.
 *
 * @param algorithm as Java calls it, such as {@code SHA-256}
 * @param hex the value in lower-case hexadecimal digits
 * @param source who says so, for the message
 */
public record Checksum(String algorithm, String hex, String source) {

  /** The codes of multihash, as {@code file:checksum} of STAC uses them. */
  private static final Map<Integer, String> MULTIHASH =
      Map.of(
          0xd5, "MD5",
          0x11, "SHA-1",
          0x12, "SHA-256",
          0x13, "SHA-512",
          0x14, "SHA3-512",
          0x15, "SHA3-384",
          0x16, "SHA3-256",
          0x20, "SHA-384");

  /**
   * Reads {@code file:checksum} of a STAC asset; empty for an algorithm that Java does not have.
   */
  public static Optional<Checksum> multihash(String hex) {
    try {
      byte[] bytes = HexFormat.of().parseHex(hex.strip().toLowerCase(Locale.ROOT));
      int[] position = {0};
      String algorithm = MULTIHASH.get(varint(bytes, position));
      int length = varint(bytes, position);
      byte[] value = Arrays.copyOfRange(bytes, position[0], bytes.length);
      return algorithm == null || value.length != length
          ? Optional.empty()
          : Optional.of(
              new Checksum(
                  algorithm, HexFormat.of().formatHex(value), "file:checksum of the STAC asset"));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static int varint(byte[] bytes, int[] position) {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      byte next = bytes[position[0]++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("no varint");
  }

  /** Reads the {@code checksum} of a CWL File: {@code sha1$…}. */
  public static Optional<Checksum> ofCwl(String text) {
    if (!text.startsWith("sha1$")) {
      return Optional.empty();
    }
    return hex("SHA-1", text.substring("sha1$".length()), "the checksum of the input");
  }

  public static Optional<Checksum> hex(String algorithm, String hex, String source) {
    String lower = hex.toLowerCase(Locale.ROOT);
    return lower.matches("([0-9a-f]{2})+")
        ? Optional.of(new Checksum(algorithm, lower, source))
        : Optional.empty();
  }

  public boolean fits(String actual) {
    return hex.equals(actual);
  }

  /** Why a file with other bytes is refused. */
  public String mismatch(String actual) {
    return "its bytes are damaged: by "
        + source
        + " its "
        + algorithm
        + " is "
        + hex
        + ", but "
        + actual
        + " arrived";
  }
}
