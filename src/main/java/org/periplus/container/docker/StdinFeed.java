package org.periplus.container.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.periplus.container.ContainerException;

/** Feeds a file to the standard input of a container, in a thread of its own. */
final class StdinFeed {

  private final InputStream file;
  private final StdinConnection connection;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private StdinFeed(InputStream file, StdinConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file, and takes the standard input of a container that has not been started.
   *
   * @throws ContainerException when the file cannot be opened
   * @throws IOException when the engine does not answer
   */
  static StdinFeed open(Path file, EngineAddress engine, String container)
      throws ContainerException, IOException {
    InputStream input = opened(file);
    try {
      return new StdinFeed(input, StdinConnection.attached(engine, container));
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static InputStream opened(Path file) throws ContainerException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ContainerException unreadable(IOException e) {
    return new ContainerException(
        "The file for the container's standard input could not be read: " + e, e);
  }

  /** Feeds the container, which was started. A container whose feed fails is killed. */
  void begin(DockerContainer container) {
    Thread thread = new Thread(() -> run(container), threadName(container.id()));
    thread.setDaemon(true);
    thread.start();
  }

  static String threadName(String container) {
    return "stdin of container " + container;
  }

  private void run(DockerContainer container) {
    try (file;
        connection) {
      connection.send(file);
      done.complete(null);
    } catch (StdinConnection.LostException e) {
      lost(container, e);
    } catch (IOException e) {
      fail(container, unreadable(e));
    } catch (RuntimeException e) {
      fail(container, new ContainerException("The container's input could not be fed: " + e, e));
    }
  }

  /**
   * The engine closes the connection when the container has ended, whatever it has read. One that
   * still runs has lost the rest of its input, and takes what it got for all there was.
   */
  private void lost(DockerContainer container, IOException e) {
    try {
      if (container.isRunning()) {
        fail(
            container,
            new ContainerException("The container's standard input was cut off: " + e, e));
      } else {
        done.complete(null);
      }
    } catch (ContainerException unknown) {
      fail(container, unknown);
    }
  }

  private void fail(DockerContainer container, ContainerException failure) {
    try {
      container.kill();
    } catch (ContainerException e) {
      failure.addSuppressed(e);
    } finally {
      done.completeExceptionally(failure);
    }
  }

  /**
   * To be called when the container has ended: nothing reads its input any more.
   *
   * @throws ContainerException when it was not given all that it could have read
   */
  void finish() throws ContainerException, InterruptedException {
    close();
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ContainerException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the feeding. */
  void close() {
    DockerContainer.closeQuietly(connection);
  }

  /** Instead of {@link #begin}, for a container that could not be started. */
  void abandon() {
    close();
    DockerContainer.closeQuietly(file);
  }
}
