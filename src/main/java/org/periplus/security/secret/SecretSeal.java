package org.periplus.security.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;

/**
 * Encrypts what must not be read in the database: AES-GCM with a key of 256 bits. Threads share it.
 */
@Service
public class SecretSeal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  /**
   * Takes the key from the configuration or its file, which is made when it is not there.
   *
   * @throws IllegalArgumentException if the key is none
   */
  @Inject
  public SecretSeal(SecretsConfiguration configuration, DataDirectory data) {
    key = new SecretKeySpec(bytes(configuration, data), "AES");
  }

  private static byte[] bytes(SecretsConfiguration configuration, DataDirectory data) {
    Path file = configuration.keyFile().orElse(data.root().resolve("secrets.key"));
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(
                  configuration.key().isPresent()
                      ? configuration.key().get().strip()
                      : KeyFile.read(file));
      if (bytes.length == KeyFile.KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // It is not Base64; the exception would quote it.
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The key for secrets (periplus.secrets.key-file) cannot be read or made: " + e, e);
    }
    throw new IllegalArgumentException(
        "The key for secrets (periplus.secrets.key or .key-file) must be 32 bytes in Base64, as"
            + " 'openssl rand -base64 32' makes them");
  }

  void beginWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    // Being called is enough: a server with a wrong key does not start.
  }

  /**
   * Encrypts a text.
   *
   * @param place where the result is kept: it can be opened for no other
   */
  public String seal(String place, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new SealException("A secret cannot be encrypted on this Java", e);
    }
  }

  /**
   * Decrypts a text.
   *
   * @throws SealException if it was not sealed with this key for this place
   */
  public String open(String place, String sealed) {
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed);
      ByteBuffer all = ByteBuffer.wrap(bytes);
      byte[] nonce = new byte[NONCE_BYTES];
      all.get(nonce);
      byte[] opened =
          cipher(Cipher.DECRYPT_MODE, nonce, place)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new String(opened, UTF_8);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new SealException(
          "The secret inputs were encrypted with another key: all servers of a database need the"
              + " same periplus.secrets.key",
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }
}
