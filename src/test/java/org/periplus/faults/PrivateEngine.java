package org.periplus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Docker Engine of the test's own, which can be stopped and started; its tools have no network.
 */
final class PrivateEngine implements AutoCloseable {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  private final Path folder;
  private final boolean liveRestore;
  private Process process;

  /**
   * Starts it with one image of this machine's engine.
   *
   * @param folder for all that it keeps; its path must be short, since a socket lies in it
   * @param liveRestore whether its containers outlive it
   */
  PrivateEngine(Path folder, boolean liveRestore, String image)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.liveRestore = liveRestore;
    start();
    Path archive = folder.resolve("image.tar");
    Command.run(Engine.OF_THE_MACHINE.command("save", "--output", archive.toString(), image));
    Command.run(engine().command("load", "--input", archive.toString()));
  }

  /** Starts it and waits until it answers. */
  void start() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // In a network of its own: it would remove the bridge of this machine's engine.
                "unshare",
                "--net",
                "dockerd",
                "--host=" + address(),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--iptables=false"));
    if (liveRestore) {
      command.add("--live-restore");
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("dockerd.log").toFile()))
            .start();
    Patience.until(ENDS_WITHIN, "the engine in " + folder + " answers", this::answers);
  }

  private boolean answers() throws InterruptedException {
    try {
      Command.run(engine().command("version"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGTERM, as a service manager stops it. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  String address() {
    return "unix://" + folder.resolve("docker.sock");
  }

  Engine engine() {
    return new Engine(Optional.of(address()));
  }

  /** Removes what its containers and mounts have left, and ends it. */
  @Override
  public void close() throws IOException, InterruptedException {
    List<String> containers =
        Command.run(engine().command("ps", "--all", "--quiet")).lines().toList();
    for (String container : containers) {
      Command.run(engine().command("rm", "--force", container));
    }
    stop();
  }
}
