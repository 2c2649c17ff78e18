package org.periplus.persistence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The files of the embedded database, which nobody but the server's user may read. */
final class DatabaseFiles {

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  private DatabaseFiles() {}

  /** Makes the folder that they lie in, and takes from others what an earlier server left open. */
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return;
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path database = folder.resolve("periplus.mv.db");
    if (!Files.exists(database)) {
      Files.createFile(database, PosixFilePermissions.asFileAttribute(OURS));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "periplus.*")) {
      for (Path file : files) {
        Files.setPosixFilePermissions(file, OURS);
      }
    }
  }
}
