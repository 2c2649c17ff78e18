package org.periplus.security.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries as lines of JSON, each written at once: in the server's log under a name of their
 * own, and in a file that nobody but the server's user may read. Threads share it.
 */
final class AuditLines implements AutoCloseable {

  /** For those who filter a log. */
  private static final Logger LINES = LoggerFactory.getLogger("org.periplus.audit");

  private static final Logger LOG = LoggerFactory.getLogger(AuditLines.class);

  private final boolean inLog;
  private final Optional<OutputStream> file;

  /**
   * @throws UncheckedIOException if the file cannot be written
   */
  AuditLines(AuditConfiguration configuration) {
    inLog = configuration.log();
    file = configuration.file().map(AuditLines::appended);
  }

  /** No channel: an interrupted thread would close it. */
  private static OutputStream appended(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      make(file);
      return new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("periplus.audit.file cannot be written: " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // It is appended to, with the permissions that somebody gave it.
    } catch (UnsupportedOperationException e) {
      // The file system has no such permissions.
    }
  }

  void write(AuditEntry entry) {
    if (!inLog && file.isEmpty()) {
      return;
    }
    String line = AuditEvent.of(entry).line();
    if (inLog) {
      LINES.info("{}", line);
    }
    file.ifPresent(out -> append(out, line));
  }

  private static void append(OutputStream out, String line) {
    try {
      synchronized (out) {
        out.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      LOG.error("periplus.audit.file cannot be written ({}); left out: {}", e.getMessage(), line);
    }
  }

  @Override
  public void close() {
    file.ifPresent(
        out -> {
          try {
            out.close();
          } catch (IOException e) {
            LOG.warn("periplus.audit.file could not be closed: {}", e.getMessage());
          }
        });
  }
}
