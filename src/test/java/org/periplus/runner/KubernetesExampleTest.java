package org.periplus.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.ProcessRunner;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.configuration.Sha256;
import org.periplus.container.ContainerEngine;
import org.periplus.container.kubernetes.KubernetesEngine;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.container.kubernetes.TransferFront;

/** The example application gives on a cluster, byte for byte, what it gives on a Docker Engine. */
@Tag("kubernetes")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KubernetesExampleTest {

  private static final Path APPLICATION =
      Path.of("docker", "examples", "water-bodies", "water-bodies.cwl");

  private static final List<String> SCENES =
      List.of("S2B_10TFK_20210713_0_L2A", "S2A_10TFK_20220524_0_L2A");

  @TempDir Path folder;

  private String scenes;
  private String server;

  @BeforeAll
  static void handImagesOn() throws Exception {
    TestCluster.image(
        "periplus/water-bodies-crop:1.0.0",
        "periplus/water-bodies-normalized-difference:1.0.0",
        "periplus/water-bodies-otsu:1.0.0",
        "periplus/water-bodies-stac:1.0.0");
  }

  /** The scenes, on this machine's own network, which containers of both engines reach. */
  @BeforeEach
  void serveScenes() throws Exception {
    int port;
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    server =
        docker(
            "run",
            "--detach",
            "--network",
            "host",
            "periplus/example-scenes:1.0.0",
            "python3",
            "/opt/scenes/serve.py",
            "/scenes",
            Integer.toString(port));
    scenes = "http://" + Web.machine().getHostAddress() + ":" + port + "/";
    awaitScenes();
  }

  private void awaitScenes() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(scenes + SCENES.get(0))).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        var unused = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as("no scenes: " + e).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  @AfterEach
  void stopScenes() throws Exception {
    var unused = docker("rm", "--force", server);
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void givesTheSameResults() throws Exception {
    Map<String, String> onDocker = results("docker", EngineConfiguration.docker(Optional.empty()));
    Map<String, String> onKubernetes =
        results("kubernetes", new KubernetesEngine(TestCluster.settings().build()));

    assertThat(onDocker).hasSizeGreaterThan(4);
    assertThat(onKubernetes).isEqualTo(onDocker);
    Path data = folder.resolve("data");
    try (TransferFront front = new TransferFront(data)) {
      Map<String, String> carried =
          results(
              "kubernetes-transfer",
              new KubernetesEngine(TestCluster.settings().carrying(front.settings()).build()));

      assertThat(carried).isEqualTo(onDocker);
      assertThat(front.left()).isEmpty();
    }
  }

  /** The digests of all files that it gives. */
  private Map<String, String> results(String name, ContainerEngine engine) throws Exception {
    Path out = folder.resolve(name);
    Path job = folder.resolve(name + ".json");
    Files.writeString(
        job,
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "aoi",
                    "-121.399,39.834,-120.74,40.472",
                    "epsg",
                    "EPSG:4326",
                    "stac_items",
                    SCENES.stream().map(scene -> scenes + scene).toList())));
    long begun = System.nanoTime();
    try (ProcessRunner runner =
        new ProcessRunner(
            folder.resolve("work-" + name),
            ContainerConfiguration.defaults().withParallel(OptionalInt.of(2)),
            ConfinementConfiguration.defaults(),
            ToolNetworkConfiguration.defaults().withReach("open"),
            HostTools.NEVER,
            engine)) {
      Execution execution =
          Execution.read(APPLICATION + "#water-bodies", Optional.of(job.toString()));
      var unused = execution.run(runner, out, note -> {});
    }
    System.out.printf("On %s: %.1f s%n", name, (System.nanoTime() - begun) / 1e9);
    return digests(out);
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> digests.put(folder.relativize(file).toString(), digest(file)));
    }
    return digests;
  }

  private static String digest(Path file) {
    try {
      return Sha256.hex(new String(Files.readAllBytes(file), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
