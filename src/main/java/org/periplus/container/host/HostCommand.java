package org.periplus.container.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/** A command on this machine, before and while it runs. */
final class HostCommand implements RunningContainer {

  private static final File NOTHING = new File("/dev/null");
  private static final int BUFFER = 1 << 16;

  /** What becomes of bytes of one stream. */
  private interface Taker {
    void take(byte[] bytes) throws IOException;
  }

  private final ContainerSpec spec;
  private volatile Process process;
  private volatile boolean killed;
  private CompletableFuture<Void> output;

  HostCommand(ContainerSpec spec) {
    this.spec = spec;
  }

  ContainerSpec spec() {
    return spec;
  }

  boolean running() {
    return process != null && process.isAlive();
  }

  /**
   * Starts it.
   *
   * @throws IOException when there is no such program, or it cannot be run
   */
  synchronized void start(OutputSink sink) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(spec.command());
    builder.directory(new File(spec.workingDirectory()));
    builder.redirectInput(spec.stdin().map(Path::toFile).orElse(NOTHING));
    setEnvironment(builder.environment());
    process = builder.start();
    Object turn = new Object();
    output =
        CompletableFuture.allOf(
            pump(process.getInputStream(), turn, sink::stdout),
            pump(process.getErrorStream(), turn, sink::stderr));
    if (killed) {
      kill();
    }
  }

  /** Of this program's own environment a tool sees what finds its programs, and nothing else. */
  private void setEnvironment(Map<String, String> environment) {
    String path = environment.get("PATH");
    environment.clear();
    if (path != null) {
      environment.put("PATH", path);
    }
    environment.putAll(spec.environment());
  }

  private static CompletableFuture<Void> pump(InputStream from, Object turn, Taker taker) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                pumpAll(from, turn, taker);
                done.complete(null);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            "periplus-host-output");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static void pumpAll(InputStream from, Object turn, Taker taker) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      byte[] bytes = Arrays.copyOf(buffer, count);
      synchronized (turn) {
        taker.take(bytes);
      }
    }
  }

  @Override
  public ContainerExit await() throws ContainerException, InterruptedException {
    int exitCode = process.waitFor();
    try {
      output.get();
    } catch (ExecutionException | CompletionException | UncheckedIOException e) {
      throw new ContainerException("The output of the tool could not be taken: " + e, e);
    }
    return new ContainerExit(exitCode, false);
  }

  /** Ends the command and all that it started. */
  @Override
  public void kill() {
    killed = true;
    Process running = process;
    if (running != null) {
      // The command itself first: a shell that only sees its children die may end as if all were
      // well.
      List<ProcessHandle> started = running.descendants().toList();
      running.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
