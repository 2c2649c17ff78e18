package org.periplus.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests by SHA-256, which every Java platform has. */
public final class Sha256 {

  private Sha256() {}

  /** One that has seen nothing yet. Used by one thread. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** That of a text, as UTF-8. */
  public static byte[] of(String text) {
    return begin().digest(text.getBytes(UTF_8));
  }

  /** The same in hexadecimal digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
