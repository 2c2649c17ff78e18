package org.periplus.security.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A file with a key, which only its owner may read. */
final class KeyFile {

  static final int KEY_BYTES = 32;

  private KeyFile() {}

  /**
   * The key, which is made when there is no such file. Of several servers that start at the same
   * time, one makes it.
   */
  static String read(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    return Files.readString(file).strip();
  }

  private static void make(Path file) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path whole =
        Files.createTempFile(
            folder,
            "key",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(whole, Base64.getEncoder().encodeToString(key) + "\n");
      Files.createLink(file, whole); // Unlike a move it replaces nothing.
    } catch (FileAlreadyExistsException e) {
      // Another server was first.
    } finally {
      Files.delete(whole);
    }
  }
}
