package org.periplus.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header that proves to a subscriber who sent a delivery and when: the seconds since 1970, and
 * the HMAC with SHA-256 (RFC 2104), in hexadecimal, of these seconds, a full stop and the body.
 */
final class Signature {

  static final String HEADER = "Periplus-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static String of(String secret, Instant now, byte[] body) {
    long seconds = now.getEpochSecond();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
