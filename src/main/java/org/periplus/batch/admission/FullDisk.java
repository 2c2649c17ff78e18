package org.periplus.batch.admission;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk that had no room for a file.
 *
 * @param cause how writing it failed
 */
record FullDisk(IOException cause) {

  /** The full disk among the causes of a failure. */
  static Optional<FullDisk> among(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException disk && saysFull(disk)) {
        return Optional.of(new FullDisk(disk));
      }
    }
    return Optional.empty();
  }

  private static boolean saysFull(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded");
  }

  /**
   * Says which file could not be written.
   *
   * @param root the folder of the server's files
   */
  String told(Path root) {
    String file =
        cause instanceof FileSystemException named && named.getFile() != null
            ? shown(Path.of(named.getFile()), root.toAbsolutePath())
            : "a file";
    return file + " could not be written: the server's disk is full";
  }

  private static String shown(Path file, Path root) {
    return file.startsWith(root)
        ? root.relativize(file).toString()
        : String.valueOf(file.getFileName());
  }
}
