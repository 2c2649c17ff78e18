package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for what files have in them, by which caches know it: a file that changed has another. They
 * are signed with a secret of the data directory, so that nobody else can say what a cache has.
 */
final class ContentKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;

  private final Mac mac;

  private ContentKeys(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }

  /** Those that are made with the secret in a file, which is made when there is none. */
  static ContentKeys of(Path file) throws IOException {
    try {
      return new ContentKeys(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      make(file);
      return new ContentKeys(Files.readAllBytes(file));
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Path whole = Files.createTempFile(file.getParent(), file.getFileName().toString(), null);
    try {
      Files.write(whole, secret);
      Files.createLink(file, whole); // Unlike a move it replaces nothing.
    } catch (FileAlreadyExistsException e) {
      // Another server was first.
    } finally {
      Files.delete(whole);
    }
  }

  /**
   * The key of a file.
   *
   * @param place where it is, without links
   */
  String of(Path place, BasicFileAttributes attributes) throws IOException {
    String about =
        String.join(
            "\0",
            place.toString(),
            Long.toString(attributes.size()),
            attributes.lastModifiedTime().toInstant().toString(),
            // Unlike the key of Java it has no number of a device, which differs between servers.
            Files.getAttribute(place, "unix:ino").toString());
    return HexFormat.of().formatHex(mac.doFinal(about.getBytes(UTF_8)));
  }
}
