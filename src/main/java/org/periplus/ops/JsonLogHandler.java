package org.periplus.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each record as a {@link JsonLine}, at once. Shared by threads. */
final class JsonLogHandler extends Handler {

  private final OutputStream out;

  private JsonLogHandler(OutputStream out) {
    this.out = out;
  }

  /**
   * Appends to a file, which may be emptied by others meanwhile. No channel: an interrupted thread
   * that logs would close it.
   *
   * @throws IOException if it cannot be written
   */
  static JsonLogHandler to(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new JsonLogHandler(new FileOutputStream(file.toFile(), true));
  }

  /**
   * Writes to the process's own output: servers make log records of what {@code System.out} has.
   */
  static JsonLogHandler toStandardOutput() {
    return new JsonLogHandler(
        new FileOutputStream(FileDescriptor.out) {
          @Override
          public void close() {
            // It is the server's.
          }
        });
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    byte[] line = (JsonLine.of(record).written() + "\n").getBytes(UTF_8);
    try {
      synchronized (out) {
        out.write(line);
      }
    } catch (IOException e) {
      reportError("A line of the log could not be written", e, ErrorManager.WRITE_FAILURE);
    }
  }

  @Override
  public void flush() {
    // Every line is written at once.
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      reportError("The log could not be closed", e, ErrorManager.CLOSE_FAILURE);
    }
  }
}
