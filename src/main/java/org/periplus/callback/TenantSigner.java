package org.periplus.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what one tenant's subscribers are told: the seconds since 1970, a full stop and the body.
 * {@code v1} is the HMAC with SHA-256 (RFC 2104) in hexadecimal, {@code ed25519} the signature of
 * that name (RFC 8032) in base64url, by the key {@code kid}. Immutable.
 *
 * @param secret the key of the HMAC, which the subscriber knows too
 * @param keys the keys of the signature, of which anybody may know the public one
 */
record TenantSigner(Optional<String> secret, Optional<KeyPair> keys) {

  static final String HEADER = "Periplus-Signature";

  private static final String HMAC = "HmacSHA256";
  private static final String ED25519 = "Ed25519";

  /** RFC 8032, 5.1.5: what stands at the end of the encoded key. */
  private static final int LENGTH = 32;

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** The value of the header; empty when nothing signs. */
  Optional<String> sign(Instant now, byte[] body) {
    if (secret.isEmpty() && keys.isEmpty()) {
      return Optional.empty();
    }
    byte[] begin = (now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    StringJoiner header = new StringJoiner(",").add("t=" + now.getEpochSecond());
    try {
      if (secret.isPresent()) {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), HMAC));
        mac.update(begin);
        header.add("v1=" + HexFormat.of().formatHex(mac.doFinal(body)));
      }
      if (keys.isPresent()) {
        java.security.Signature signature = java.security.Signature.getInstance(ED25519);
        signature.initSign(keys.get().getPrivate());
        signature.update(begin);
        signature.update(body);
        header.add("ed25519=" + BASE64URL.encodeToString(signature.sign()));
        header.add("kid=" + publicKey().orElseThrow().id());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform signs so", e);
    }
    return Optional.of(header.toString());
  }

  /** The key that others verify with, if there is one. */
  Optional<CallbackKey> publicKey() {
    return keys.map(pair -> key(pair.getPublic().getEncoded()));
  }

  private static CallbackKey key(byte[] encoded) {
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
    String x = BASE64URL.encodeToString(raw);
    return new CallbackKey(thumbprint(x), x);
  }

  /** RFC 7638, of the members that RFC 8037 names. */
  private static String thumbprint(String x) {
    String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    try {
      return BASE64URL.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
