package org.periplus.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Kubernetes of the tests, asked by its commands as an operator asks it. */
public final class Cluster {

  private static final Path SCRIPT = Path.of("docker", "kubernetes", "cluster").toAbsolutePath();

  private Cluster() {}

  /** Whether somebody else's cluster is used, of which components cannot be stopped. */
  public static boolean isForeign() throws IOException, InterruptedException {
    return run("state").succeeded().equals("foreign");
  }

  /** The file that leads to it. */
  public static Path kubeconfig() throws IOException, InterruptedException {
    return Path.of(run("kubeconfig").succeeded());
  }

  /** Hands images of the Docker Engine on to the cluster. */
  public static void image(String... names) throws IOException, InterruptedException {
    run(Stream.concat(Stream.of("image"), Stream.of(names)).toList()).succeeded();
  }

  /** Gives it nodes that are simulated, each with room for 1,000 pods that nobody runs. */
  public static void simulate(int nodes) throws IOException, InterruptedException {
    run("simulate", Integer.toString(nodes)).succeeded();
  }

  /** Ends a component as by a fault. */
  public static void kill(String component) throws IOException, InterruptedException {
    run("kill", component).succeeded();
  }

  /** Starts a component that was killed. */
  public static void start(String component) throws IOException, InterruptedException {
    run("start", component).succeeded();
  }

  /**
   * What {@code kubectl} says.
   *
   * @throws IOException when it fails; the message has what it said
   */
  public static String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectlOutcome(arguments).succeeded();
  }

  /** What {@code kubectl} did. */
  public static Outcome kubectlOutcome(String... arguments)
      throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList());
  }

  /** What {@code kubectl} did with a file of these manifests. */
  public static Outcome kubectlWith(String manifests, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("manifests", ".yaml");
    try {
      Files.writeString(file, manifests);
      return run(
          Stream.concat(
                  Stream.concat(Stream.of("kubectl"), Stream.of(arguments)),
                  Stream.of("-f", file.toString()))
              .toList());
    } finally {
      Files.delete(file);
    }
  }

  /** What {@code helm} did. */
  public static Outcome helm(List<String> arguments) throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of("helm"), arguments.stream()).toList());
  }

  private static Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(arguments));
  }

  private static Outcome run(List<String> arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(SCRIPT.toString()), arguments.stream()).toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Outcome(String.join(" ", arguments), process.waitFor(), output);
  }

  /**
   * What a command did.
   *
   * @param command its arguments
   * @param code with which it ended
   * @param output what it wrote, errors too
   */
  public record Outcome(String command, int code, String output) {

    /**
     * What it wrote.
     *
     * @throws IOException when it failed; the message has what it wrote
     */
    public String succeeded() throws IOException {
      if (code != 0) {
        throw new IOException(command + ": " + output);
      }
      return output;
    }
  }
}
