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
  private final LastLine stdout = new LastLine();
  private final LastLine stderr = new LastLine();

  StepLog(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    file = Files.newOutputStream(path);
  }

  /** A line of our own, such as the command that is run; it never counts as the last line. */
  synchronized void note(String text) throws IOException {
    file.write(("[periplus] " + text + "\n").getBytes(StandardCharsets.UTF_8));
    file.flush();
  }

  /** What the tool wrote to its standard output. */
  synchronized void stdout(byte[] bytes) throws IOException {
    write(bytes, stdout);
  }

  /** What the tool wrote to its standard error. */
  synchronized void stderr(byte[] bytes) throws IOException {
    write(bytes, stderr);
  }

  private void write(byte[] bytes, LastLine lastLine) throws IOException {
    file.write(bytes);
    file.flush();
    lastLine.add(bytes);
  }

  /**
   * The last line that is not blank, if the tool wrote any: that of the standard error where there
   * is one. The two streams come on ways of their own, so their order says nothing.
   */
  synchronized Optional<String> lastLine() {
    return stderr.get().or(stdout::get);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  /** The last line of one stream. */
  private static final class LastLine {

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private String last = "";

    void add(byte[] bytes) {
      for (byte b : bytes) {
        if (b == '\n' || b == '\r') {
          end();
        } else if (begun.size() < LONGEST_LAST_LINE) {
          begun.write(b);
        }
      }
    }

    private void end() {
      String text = begun.toString(StandardCharsets.UTF_8).strip();
      begun.reset();
      if (!text.isEmpty()) {
        last = text;
      }
    }

    Optional<String> get() {
      end();
      return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }
  }
}
