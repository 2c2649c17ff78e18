package org.periplus.cwl.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a File, as CWL writes it: its algorithm, which is SHA-1, and its digits. */
public final class FileChecksum {

  private FileChecksum() {}

  /**
   * The checksum of a file, which is read to its end.
   *
   * @throws IOException when it cannot be read
   */
  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return "sha1$" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
