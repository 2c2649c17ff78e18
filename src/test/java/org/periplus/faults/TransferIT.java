package org.periplus.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.kubernetes.Cluster;
import org.periplus.kubernetes.Space;

/** The packaged server, whose steps are pods that share no volume with it. */
@Tag("kubernetes")
class TransferIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How soon a job goes on when its server is ready again. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** The second step gets what the first has left: more than any body of a request may have. */
  private static final String LARGE =
      """
      cwlVersion: v1.2
      $graph:
      - class: Workflow
        id: large
        inputs: {megabytes: int}
        outputs: {sum: {type: File, outputSource: count/sum}}
        steps:
          make: {run: '#make', in: {megabytes: megabytes}, out: [zeros]}
          count: {run: '#count', in: {file: make/zeros}, out: [sum]}
      - class: CommandLineTool
        id: make
        baseCommand: [sh, -c, 'head -c "$0"M /dev/zero > zeros; echo made']
        inputs: {megabytes: {type: int, inputBinding: {position: 1}}}
        outputs: {zeros: {type: File, outputBinding: {glob: zeros}}}
      - class: CommandLineTool
        id: count
        baseCommand: [md5sum]
        stdin: $(inputs.file.path)
        stdout: sum
        inputs: {file: File}
        outputs: {sum: {type: File, outputBinding: {glob: sum}}}
      """;

  /** Ends while a server that was killed is still starting. */
  private static final String BRIEF =
      """
      cwlVersion: v1.2
      $graph:
      - class: CommandLineTool
        id: brief
        baseCommand: [sh, -c, 'sleep 8; echo done >done']
        inputs: {}
        outputs: {done: {type: File, outputBinding: {glob: done}}}
      """;

  private static final String SLEEPER =
      """
      cwlVersion: v1.2
      $graph:
      - class: CommandLineTool
        id: sleeper
        baseCommand: [sleep, '120']
        inputs: {}
        outputs: {all: {type: Directory, outputBinding: {glob: .}}}
      """;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Space space;
  private ServerProcess server;
  private Api api;
  private String machine;

  @BeforeEach
  void start() throws Exception {
    assumeFalse(Cluster.isForeign(), "a foreign cluster does not reach this machine");
    Cluster.image("debian:stable-slim", "periplus/courier:1.0.0");
    machine =
        Cluster.kubectl(
            "get",
            "nodes",
            "-o",
            "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}");
    space = new Space("transfer");
    server =
        new ServerProcess(
            folder,
            Map.of(
                "PERIPLUS_CONTAINERS_ENGINE", "kubernetes",
                "PERIPLUS_CONTAINERS_NETWORK", "none",
                "PERIPLUS_KUBERNETES_KUBECONFIG", Cluster.kubeconfig().toString(),
                "PERIPLUS_KUBERNETES_NAMESPACE", space.name(),
                "PERIPLUS_KUBERNETES_ALLOW_UNENFORCED_NETWORK", "true",
                "PERIPLUS_KUBERNETES_DATA", "transfer"));
    server.set("PERIPLUS_KUBERNETES_TRANSFER_SERVER", server.at(machine).toString());
    server.start();
    api = new Api(server.url());
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
      space.close();
    }
  }

  /** Whether the server is taking what a pod has left. */
  private boolean isArriving() {
    try (Stream<Path> all = Files.walk(folder.resolve("data").resolve("transfers"))) {
      return all.anyMatch(each -> each.getFileName().toString().startsWith("incoming-"));
    } catch (IOException | UncheckedIOException e) {
      return false; // Nothing has begun, or something goes at this moment.
    }
  }

  private void assertNothingIsLeft() throws Exception {
    Patience.until(
        Duration.ofSeconds(30),
        "no pods are left",
        () -> space.kubectl("get", "pods,secrets", "-o", "name").isEmpty());
    // The secret of keys of large files stays.
    assertThat(folder.resolve("data").resolve("transfers"))
        .isDirectoryNotContaining("glob:**/[!.]*");
  }

  @Test
  void aServerThatIsKilledWhileOutputsArriveLosesNothing() throws Exception {
    api.deploy(LARGE);
    String job = api.execute("large", "{\"megabytes\": 300}");
    Patience.until(PATIENCE, "the outputs of the first step arrive", this::isArriving);

    server.kill();
    server.start();
    JsonNode status = api.awaitEnd(job, PATIENCE);

    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(api.text(job, "sum")).isEqualTo(sumOf300());
    assertThat(api.steps(job)).allMatch(step -> step.path("attempt").asInt(1) == 1);
    assertThat(api.get("jobs/" + job + "/logs/make.log").body()).contains("made");
    assertNothingIsLeft();
  }

  @Test
  void aStepThatEndsWhileTheServerIsAwayIsNotRunAgainAndGoesOnSoon() throws Exception {
    api.deploy(BRIEF);
    String job = api.execute("brief", "{}");
    api.awaitRunning(job, "brief");

    server.kill();
    server.start();
    long ready = System.nanoTime();
    JsonNode status = api.awaitEnd(job, PATIENCE);

    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(api.steps(job)).allMatch(step -> step.path("attempt").asInt(1) == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - ready)).isLessThan(SOON);
    assertNothingIsLeft();
  }

  private static String sumOf300() throws IOException {
    Process sum = new ProcessBuilder("sh", "-c", "head -c 300M /dev/zero | md5sum").start();
    return new String(sum.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void whoHasNoLinkOrLeadsElsewhereIsRefused() throws Exception {
    // This server serves its own machine alone; what a pod may, it may by its link.
    assertThat(get(server.at(machine) + "/ogc-api/processes").statusCode()).isEqualTo(403);
    String nothing = server.at(machine) + "/ogc-api/transfers/p-1/inputs?ends=1&signature=x";
    assertThat(get(nothing).statusCode()).isEqualTo(404);
    api.deploy(SLEEPER);
    String job = api.execute("sleeper", "{}");
    api.awaitRunning(job, "sleeper");
    assertThat(space.kubectl("get", "pods", "-o", "yaml")).doesNotContain("signature=");
    String link =
        new String(
            Base64.getDecoder()
                .decode(space.kubectl("get", "secrets", "-o", "jsonpath={.items[0].data.outputs}")),
            UTF_8);

    assertThat(get(link.replace("outputs", "inputs")).statusCode()).isEqualTo(404);
    assertThat(put(link.replaceFirst("signature=..", "signature=AA"), evil()).statusCode())
        .isEqualTo(404);
    assertThat(put(link, new byte[0]).statusCode()).isGreaterThanOrEqualTo(500);
    HttpResponse<String> refused = put(link, evil());
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("none of its places");
    assertThat(folder.resolve("data").resolve("evil")).doesNotExist();

    api.dismiss(job);
    assertThat(put(link, evil()).statusCode()).isEqualTo(404);
    assertNothingIsLeft();
  }

  private HttpResponse<String> get(String link) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String link, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(link)).PUT(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  private static byte[] evil() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("../../../evil", true);
      entry.setSize(1);
      tar.putArchiveEntry(entry);
      tar.write(1);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
