package org.periplus.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log of one tool run: written while it runs, stdout and stderr as they come. It remembers the
 * last line, which often says why a tool failed. Safe for use by several threads.
 */
final class StepLog implements AutoCloseable {

  private static final int LONGEST_LAST_LINE = 2_000;

  private final OutputStream file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String lastLine = "";

  StepLog(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    file = Files.newOutputStream(path);
  }

  /** A line of our own, such as the command that is run; it never counts as the last line. */
  synchronized void note(String text) throws IOException {
    file.write(("[periplus] " + text + "\n").getBytes(StandardCharsets.UTF_8));
    file.flush();
  }

  /** Output of the tool. */
  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
    file.flush();
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        endLine();
      } else if (line.size() < LONGEST_LAST_LINE) {
        line.write(bytes[i]);
      }
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (!text.isEmpty()) {
      lastLine = text;
    }
  }

  /** The last line that is not blank, if the tool wrote any. */
  synchronized Optional<String> lastLine() {
    endLine();
    return lastLine.isEmpty() ? Optional.empty() : Optional.of(lastLine);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
