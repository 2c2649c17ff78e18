package org.periplus.callback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a pair of keys (Ed25519, RFC 8032) in the form PEM (RFC 7468), of which nobody but
 * the server reads the private one. Immutable.
 */
final class KeyFile {

  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private KeyFile() {}

  /** The keys of the file; made when there is none, once, whichever server is first. */
  static KeyPair at(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      make(file);
    }
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    return new KeyPair(
        keys.generatePublic(new X509EncodedKeySpec(block(pem, PUBLIC, file))),
        keys.generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE, file))));
  }

  private static void make(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    String pem =
        pem(PRIVATE, pair.getPrivate().getEncoded()) + pem(PUBLIC, pair.getPublic().getEncoded());
    Path folder =
        Files.createDirectories(
            file.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path written =
        Files.createTempFile(
            folder,
            "new",
            ".pem",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(written, pem, StandardCharsets.US_ASCII);
      Files.createLink(file, written); // unlike a move, it fails where another server was faster
    } catch (FileAlreadyExistsException e) {
      // The other server's keys are as good.
    } finally {
      Files.delete(written);
    }
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getEncoder().encodeToString(content));
  }

  private static byte[] block(String pem, String label, Path file) throws IOException {
    Matcher block =
        Pattern.compile("-----BEGIN %1$s-----([^-]*)-----END %1$s-----".formatted(label))
            .matcher(pem);
    if (!block.find()) {
      throw new IOException(file + " has no " + label);
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
