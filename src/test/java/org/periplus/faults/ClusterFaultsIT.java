package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.kubernetes.Cluster;
import org.periplus.system.Scenes;

/** Faults of the packaged server whose steps are pods. */
@Tag("kubernetes")
class ClusterFaultsIT {

  private static final int KILLS = Integer.getInteger("faults.kills", 3);

  /** How files get to pods: {@code volume} or {@code transfer}. */
  private static final String DATA = System.getProperty("faults.data", "volume");

  private static final int PODS = Integer.getInteger("faults.containers", 200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How soon a dismissal is known, whatever the node is busy with. */
  private static final Duration WANTED = Duration.ofSeconds(5);

  @TempDir private Path folder;

  /** After the server is ready, how much longer a job may take than one that nothing disturbed. */
  private static final Duration LATER = Duration.ofSeconds(30);

  private int successful;
  private int repeated;
  private int equal;
  private Duration longest = Duration.ZERO;

  @BeforeEach
  void handImagesOn() throws Exception {
    assumeFalse(Cluster.isForeign(), "a foreign cluster does not reach this machine");
    Cluster.image(
        "debian:stable-slim",
        "periplus/courier:1.0.0",
        "periplus/water-bodies-crop:1.0.0",
        "periplus/water-bodies-normalized-difference:1.0.0",
        "periplus/water-bodies-otsu:1.0.0",
        "periplus/water-bodies-stac:1.0.0");
  }

  @Test
  void aServerKilledAtRandomMomentsCostsNoJobAndNoPod() throws Exception {
    try (SceneContainer scenes = SceneContainer.startAt(ClusterServer.machine());
        ClusterServer server = new ClusterServer(folder, DATA, Map.of())) {
      Api api = server.api();
      api.deploy(Scenes.applicationPackage());
      String inputs = Scenes.inputs(scenes.url());
      // The first takes far longer than the others, whose ends most moments of it would come after.
      api.awaitEnd(api.execute("water-bodies", inputs), PATIENCE);
      String undisturbed = api.execute("water-bodies", inputs);
      JsonNode reference = api.awaitEnd(undisturbed, PATIENCE);
      assertThat(reference.get("status").asText()).as(reference.toString()).isEqualTo("successful");
      Map<String, String> files = api.resultFiles(undisturbed);
      assertThat(files).hasSize(2);

      Random moments = new Random();
      for (int kill = 1; kill <= KILLS; kill++) {
        long moment = moments.nextLong(Api.duration(reference).toMillis());
        String job = api.execute("water-bodies", inputs);
        Patience.pause(Duration.ofMillis(moment));
        server.process().kill();
        server.process().start();
        long ready = System.nanoTime();
        JsonNode status = api.awaitEnd(job, PATIENCE);
        Duration rest = since(ready);
        List<String> again = runAgain(api.steps(job));
        System.out.printf(
            "%s: killed after %d ms: %s, %s; ended %d ms after the server was ready; steps run"
                + " again: %s%n",
            DATA,
            moment,
            status.get("status").asText(),
            status.get("message").asText(),
            rest.toMillis(),
            again);
        successful += status.get("status").asText().equals("successful") ? 1 : 0;
        repeated += again.size();
        longest = rest.compareTo(longest) > 0 ? rest : longest;
        equal += api.resultFiles(job).equals(files) ? 1 : 0;
      }
      Patience.until(Duration.ofSeconds(30), "no pods are left", () -> server.pods().isEmpty());
      Findings.row(
          "kill -9 of the server, " + DATA,
          ("%d of %d jobs successful; steps run again: %d; pods left: 0; results equal: %d; the"
                  + " longest from when the server was ready to the job's end %d ms, undisturbed from"
                  + " its begin %d ms")
              .formatted(
                  successful,
                  KILLS,
                  repeated,
                  equal,
                  longest.toMillis(),
                  Api.duration(reference).toMillis()));
      assertThat(longest).isLessThan(Api.duration(reference).plus(LATER));
    }
    assertThat(successful).isEqualTo(KILLS);
    assertThat(equal).isEqualTo(KILLS);
    assertThat(repeated).isZero();
  }

  /**
   * The steps that began anew. What fetches and publishes files does when it is killed in its
   * midst, and is no step.
   */
  private static List<String> runAgain(List<JsonNode> steps) {
    return steps.stream()
        .filter(step -> step.get("attempt").asInt() > 1)
        .filter(step -> !step.get("kind").asText().matches("stage-in|stage-out"))
        .map(step -> step.get("path").asText() + " " + step.get("element").asText())
        .toList();
  }

  @Test
  void manyPodsAreDismissedAtOnceAndNoneIsLeft() throws Exception {
    String all = Integer.toString(PODS);
    try (ClusterServer server =
        new ClusterServer(folder, "volume", Map.of("PERIPLUS_CONTAINERS_PARALLEL", all))) {
      Api api = server.api();
      api.deploy(Packages.SCATTERED_SLEEPERS.replace("coresMin: 1,", "coresMin: 0.008,"));
      long made = System.nanoTime();
      String job =
          api.execute("scattered-sleepers", "{\"seconds\": 3600, \"count\": %d}".formatted(PODS));
      Patience.until(
          PATIENCE.multipliedBy(2),
          "all pods run",
          () -> server.pods("--field-selector=status.phase=Running").size() == PODS);
      Duration started = since(made);

      long begun = System.nanoTime();
      CompletableFuture<Duration> answered =
          Clients.begin(
              () -> {
                api.dismiss(job);
                return since(begun);
              });
      JsonNode ended = api.awaitEnd(job, Duration.ofMinutes(1));
      Duration dismissed = since(begun);
      Patience.until(PATIENCE, "no pod is left", () -> server.pods().isEmpty());
      Duration gone = since(begun);
      long open =
          api.steps(job).stream()
              .filter(run -> run.get("status").asText().matches("accepted|running"))
              .count();
      Findings.row(
          "job of %d pods".formatted(PODS),
          ("all running after %d ms, then %s after %d ms; the last pod was gone after %d ms; DELETE"
                  + " answered after %d ms; steps still open: %d")
              .formatted(
                  started.toMillis(),
                  ended.get("status").asText(),
                  dismissed.toMillis(),
                  gone.toMillis(),
                  answered.get(1, TimeUnit.MINUTES).toMillis(),
                  open));
      assertThat(ended.get("status").asText()).isEqualTo("dismissed");
      assertThat(dismissed).isLessThan(WANTED);
      assertThat(open).isZero();
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
