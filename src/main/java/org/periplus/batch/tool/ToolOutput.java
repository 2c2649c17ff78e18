package org.periplus.batch.tool;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
  private long engineLog;

  /**
   * @param stdout the file for the standard output; the log when empty
   * @param stderr the file for the standard error, which may be the same; the log when empty
   */
  ToolOutput(StepLog log, Optional<Path> stdout, Optional<Path> stderr) throws IOException {
    this.log = log;
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
