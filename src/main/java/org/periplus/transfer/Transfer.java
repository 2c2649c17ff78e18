package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What travels for one run of a tool. It is also the right to ask for it: its key signs a link for
 * each direction, and goes with it when the run is over. Immutable.
 *
 * @param name that of the run's container, which no other run has
 * @param key in Base64, known to nobody but servers
 * @param ends when its links end, if it does not end before
 * @param limits for what comes back
 */
public record Transfer(
    String name, String key, Instant ends, List<Piece> pieces, TransferLimits limits) {

  private static final String ALGORITHM = "HmacSHA256";

  /** Whether anything comes back. */
  public boolean returns() {
    return pieces.stream().anyMatch(Piece::returned);
  }

  /** The query of the link for one direction. */
  public String query(Direction direction) {
    return "ends=" + ends.getEpochSecond() + "&signature=" + signature(direction);
  }

  /** Whether a link for that direction may still be used. */
  public boolean isLink(Direction direction, String linkEnds, String signature) {
    boolean signed =
        MessageDigest.isEqual(
            signature(direction).getBytes(UTF_8), String.valueOf(signature).getBytes(UTF_8));
    return signed
        && Long.toString(ends.getEpochSecond()).equals(linkEnds)
        && Instant.now().isBefore(ends);
  }

  private String signature(Direction direction) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM));
      String signed = name + "\n" + direction.word() + "\n" + ends.getEpochSecond();
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }

  /** Without the key: what is a record is logged. */
  @Override
  public String toString() {
    return "transfer " + name;
  }
}
