package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Serves a folder of rasters and a STAC item from a container that tools can reach. */
final class SceneServer implements AutoCloseable {

  private static final String IMAGE = "periplus/example-scenes:1.0.0";

  private final String container;
  private final String address;

  private SceneServer(String container, String address) {
    this.container = container;
    this.address = address;
  }

  /** Serves the rasters of a folder, and the item as {@code item.json}. */
  static SceneServer of(Path folder, String item) throws IOException, InterruptedException {
    Path served = Files.createDirectories(Path.of("target/scene").toAbsolutePath());
    Files.writeString(served.resolve("item.json"), item);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tif")).toList()) {
        Files.copy(file, served.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    String container = docker("run", "--detach", "--volume", served + ":/scenes:ro", IMAGE);
    String address = docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", container);
    SceneServer server = new SceneServer(container, address);
    server.awaitServing();
    return server;
  }

  /** Reads the container's log until the server says that it serves. */
  private void awaitServing() throws IOException, InterruptedException {
    Process logs =
        new ProcessBuilder("docker", "logs", "--follow", container)
            .redirectErrorStream(true)
            .start();
    try (var lines = logs.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("Serving")) {
        line = lines.readLine();
      }
      assertThat(line).as("the scene server's log").startsWith("Serving");
    } finally {
      logs.destroy();
      assertThat(logs.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  String url() {
    return "http://" + address + ":8000";
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    docker("rm", "--force", container);
  }
}
