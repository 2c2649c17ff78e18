package org.periplus.batch.tool;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.batch.run.StepLog;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.OutputSink;

/**
 * Where a tool's standard output and error go: to the files that it asks for, else to its log.
 * Called by one thread at a time.
 */
final class ToolOutput implements OutputSink, Closeable {

  private final StepLog log;
  private final Optional<OutputStream> stdout;
  private final Optional<OutputStream> stderr;
  private final Consumer<String> waiting;
  private long engineLog;
  private volatile boolean waited;

  /**
   * @param stdout the file for the standard output; the log when empty
   * @param stderr the file for the standard error, which may be the same; the log when empty
   * @param waiting is told why the container has not started yet
   */
  ToolOutput(StepLog log, Optional<Path> stdout, Optional<Path> stderr, Consumer<String> waiting)
      throws IOException {
    this.log = log;
    this.waiting = waiting;
    this.stdout = open(stdout);
    this.stderr = stderr.isPresent() && stderr.equals(stdout) ? this.stdout : open(stderr);
  }

  private static Optional<OutputStream> open(Optional<Path> file) throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new BufferedOutputStream(Files.newOutputStream(file.get())));
  }

  @Override
  public void stdout(byte[] bytes) throws IOException {
    count(bytes);
    if (stdout.isPresent()) {
      stdout.get().write(bytes);
    } else {
      log.stdout(bytes);
    }
  }

  @Override
  public void stderr(byte[] bytes) throws IOException {
    count(bytes);
    if (stderr.isPresent()) {
      stderr.get().write(bytes);
    } else {
      log.stderr(bytes);
    }
  }

  @Override
  public void waits(String why) {
    waited = true;
    waiting.accept(why);
  }

  /** Whether the container could not start at once. */
  boolean hasWaited() {
    return waited;
  }

  @Override
  public void notes(String text) throws IOException {
    log.note(text);
  }

  private void count(byte[] bytes) {
    engineLog += bytes.length == 0 ? 0 : bytes.length + Confinement.LOG_OVERHEAD;
  }

  /**
   * Whether all of it fits into an engine's log of this size, so that nothing was dropped there.
   */
  boolean fitsInto(long logBytes) {
    return engineLog < logBytes;
  }

  @Override
  public void close() throws IOException {
    if (stdout.isPresent()) {
      stdout.get().close();
    }
    if (stderr.isPresent()) {
      stderr.get().close();
    }
  }
}
