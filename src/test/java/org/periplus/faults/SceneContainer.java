package org.periplus.faults;

import java.io.IOException;
import java.time.Duration;

/** The web server of the example scenes, in a container that no other test stops. */
record SceneContainer(String id, String url) implements AutoCloseable {

  private static final String IMAGE = "periplus/example-scenes:1.0.0";

  static SceneContainer start() throws IOException, InterruptedException {
    String id = docker("run", "--detach", IMAGE);
    String address = docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", id);
    Patience.until(
        Duration.ofSeconds(30),
        "the scenes are served",
        () -> docker("logs", id).contains("Serving"));
    return new SceneContainer(id, "http://" + address + ":8000");
  }

  /** On this machine's own network, at one of its addresses. */
  static SceneContainer startAt(String address) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    String id =
        docker(
            "run",
            "--detach",
            "--network",
            "host",
            IMAGE,
            "python3",
            "/opt/scenes/serve.py",
            "/scenes",
            Integer.toString(port));
    Patience.until(
        Duration.ofSeconds(30),
        "the scenes are served",
        () -> docker("logs", id).contains("Serving"));
    return new SceneContainer(id, "http://" + address + ":" + port);
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    return Command.run(Engine.OF_THE_MACHINE.command(arguments));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    docker("rm", "--force", id);
  }
}
