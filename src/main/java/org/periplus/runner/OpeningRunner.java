package org.periplus.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.periplus.batch.ProcessRunner;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;

/**
 * A runner that opens, in a folder of its own, while its user's document is read: either takes a
 * good part of the time of a short run. For one thread.
 */
final class OpeningRunner implements AutoCloseable {

  private final Path folder;
  private final FutureTask<ProcessRunner> opening;

  private OpeningRunner(Path folder, Arguments arguments) {
    this.folder = folder;
    this.opening = new FutureTask<>(() -> open(folder, arguments));
  }

  static OpeningRunner of(Arguments arguments) throws IOException {
    OpeningRunner runner =
        new OpeningRunner(Files.createTempDirectory("periplus-cwl-runner"), arguments);
    new Thread(runner.opening, "opening").start();
    return runner;
  }

  private static ProcessRunner open(Path folder, Arguments arguments) {
    return new ProcessRunner(
        folder,
        ContainerConfiguration.defaults().withParallel(arguments.parallel()),
        ToolNetworkConfiguration.defaults().withReach(arguments.network()),
        arguments.noContainer() ? HostTools.ALWAYS : HostTools.WITHOUT_IMAGE);
  }

  /** The runner, when it is open. */
  ProcessRunner get() throws InterruptedException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      get().close();
    } catch (InterruptedException e) { // The program ends, and with it what was opened
      Thread.currentThread().interrupt();
    } finally {
      Files.deleteIfExists(folder.resolve("jobs"));
      Files.deleteIfExists(folder.resolve("net"));
      Files.deleteIfExists(folder);
    }
  }
}
