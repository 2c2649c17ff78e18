package org.periplus.batch.admission;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Why something has failed, as users read it: without the places of the server's files, which are
 * called as the job knows them, and without the names of Java's classes. Safe for use by several
 * threads.
 */
final class FailureReasons {

  /** Possessive, and not begun again at each part of a name: tools write such texts, too. */
  private static final Pattern CLASS =
      Pattern.compile(
          "(?<![a-z0-9_]\\.)\\b(?:[a-z_][a-z0-9_]*+\\.)++[A-Z]\\w*(?:Exception|Error)\\b(?::\\s*)?");

  private static final Pattern JOB_FOLDER = Pattern.compile("jobs/[0-9a-f-]{36}/(?:work/)?");

  private final String root;

  /**
   * @param root the folder of the server's files
   */
  FailureReasons(Path root) {
    this.root = root.toAbsolutePath().normalize() + "/";
  }

  /** The reason. */
  String of(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return of(unchecked.getCause());
    }
    return failure instanceof FileSystemException file
        ? ofFile(file)
        : plain(String.valueOf(failure.getMessage()));
  }

  private String ofFile(FileSystemException failure) {
    String file = plain(String.valueOf(failure.getFile()));
    if (failure instanceof NoSuchFileException) {
      return "'" + file + "' does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "'" + file + "' may not be read or written";
    }
    String reason = failure.getReason();
    return "'" + file + "': " + (reason == null ? "it cannot be used" : plain(reason));
  }

  private String plain(String message) {
    String named = CLASS.matcher(message).replaceAll("");
    return JOB_FOLDER.matcher(named.replace(root, "")).replaceAll("");
  }
}
