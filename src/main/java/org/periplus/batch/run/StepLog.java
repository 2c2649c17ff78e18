package org.periplus.batch.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.periplus.job.step.LiveLog;
import org.periplus.security.secret.MaskedStream;
import org.periplus.security.secret.SecretMask;

/**
 * The log of one tool run: what it wrote to its standard output as it came, each line of its
 * standard error after {@code [stderr]}, our own notes after {@code [periplus]}. It remembers the
 * last line, which often says why a tool failed. Safe for use by several threads.
 */
public final class StepLog implements AutoCloseable {

  private static final int LONGEST_LAST_LINE = 2_000;
  private static final byte[] NOTE = "[periplus] ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] STDERR = "[stderr] ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NONE = {};

  private final LiveLog log;
  private SecretMask secrets = SecretMask.NONE;
  private MaskedStream shownOut;
  private MaskedStream shownErr;
  private final LastLine stdout = new LastLine();
  private final LastLine stderr = new LastLine();

  /** The mark of the line that is not ended yet; null at the beginning of a line. */
  private byte[] open;

  StepLog(LiveLog log) {
    this(log, SecretMask.NONE);
  }

  /**
   * @param secrets what nobody may read in it
   */
  StepLog(LiveLog log, SecretMask secrets) {
    this.log = log;
    hide(secrets);
  }

  private void hide(SecretMask newSecrets) {
    secrets = newSecrets;
    shownOut = newSecrets.stream();
    shownErr = newSecrets.stream();
  }

  /** Hides more, from now on: before the tool writes anything. */
  public synchronized void hideAlso(Collection<String> more) {
    hide(secrets.and(more));
  }

  /** A line of our own, such as the command that is run; it never counts as the last line. */
  public synchronized void note(String text) throws IOException {
    write((secrets.in(text) + "\n").getBytes(StandardCharsets.UTF_8), NOTE);
  }

  /** A text as everybody may read it: without what is secret. */
  public synchronized String shown(String text) {
    return secrets.in(text);
  }

  /** What the tool wrote to its standard output. */
  public synchronized void stdout(byte[] bytes) throws IOException {
    writeOut(shownOut.next(bytes));
  }

  /** What the tool wrote to its standard error. */
  public synchronized void stderr(byte[] bytes) throws IOException {
    writeErr(shownErr.next(bytes));
  }

  private void writeOut(byte[] shown) throws IOException {
    write(shown, NONE);
    stdout.add(shown);
  }

  private void writeErr(byte[] shown) throws IOException {
    write(shown, STDERR);
    stderr.add(shown);
  }

  /** What was held back, because it could have been the beginning of a secret. */
  private void writeRest() throws IOException {
    writeOut(shownOut.end());
    writeErr(shownErr.end());
  }

  /** A line that another stream has begun is broken, so that each line is of one stream. */
  private void write(byte[] bytes, byte[] mark) throws IOException {
    ByteArrayOutputStream marked = new ByteArrayOutputStream(bytes.length + 2 * mark.length + 1);
    if (open != null && open != mark && bytes.length > 0) {
      marked.write('\n');
      open = null;
    }
    for (byte b : bytes) {
      if (open == null) {
        marked.writeBytes(mark);
        open = mark;
      }
      marked.write(b);
      if (b == '\n') {
        open = null;
      }
    }
    log.write(marked.toByteArray());
  }

  /**
   * The last line that is not blank, if the tool wrote any: that of the standard error where there
   * is one. The two streams come on ways of their own, so their order says nothing.
   */
  public synchronized Optional<String> lastLine() throws IOException {
    writeRest();
    return stderr.get().or(stdout::get);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      writeRest();
    } finally {
      log.close();
    }
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
