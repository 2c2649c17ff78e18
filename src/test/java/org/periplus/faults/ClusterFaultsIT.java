package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.kubernetes.Cluster;
import org.periplus.kubernetes.Space;
import org.periplus.persistence.PostgresProcess;
import org.periplus.system.Scenes;

/** Faults of the packaged server whose steps are pods. */
@Tag("kubernetes")
class ClusterFaultsIT {

  private static final int KILLS = Integer.getInteger("faults.kills", 3);

  /** How files get to pods: {@code volume} or {@code transfer}. */
  private static final String DATA = System.getProperty("faults.data", "volume");

  /**
   * Jobs of the row with two servers, how long each tool of theirs sleeps, and how many each has.
   */
  private static final int JOBS = 6;

  private static final int SECONDS = 6;
  private static final int TOOLS = 5;

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
        Space space = new Space("faults");
        ClusterServer server = new ClusterServer(space, folder, DATA, Map.of())) {
      server.process().start();
      Api api = server.api();
      api.deploy(Scenes.applicationPackage());
      String inputs = Scenes.inputs(scenes.url());
      // The first takes far longer than the whole, whose ends most moments of it would come after.
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
        Duration rest = Patience.since(ready);
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
    try (Space space = new Space("faults");
        ClusterServer server =
            new ClusterServer(
                space, folder, "volume", Map.of("PERIPLUS_CONTAINERS_PARALLEL", all))) {
      server.process().start();
      Api api = server.api();
      api.deploy(Packages.SMALL_SCATTERED_SLEEPERS);
      long made = System.nanoTime();
      String job =
          api.execute("scattered-sleepers", "{\"seconds\": 3600, \"count\": %d}".formatted(PODS));
      Patience.until(
          PATIENCE.multipliedBy(2),
          "all pods run",
          () -> server.pods("--field-selector=status.phase=Running").size() == PODS);
      Duration started = Patience.since(made);

      Dismissal dismissal =
          Dismissal.of(api, job, PATIENCE, "no pod is left", () -> server.pods().isEmpty());
      Findings.row(
          "job of %d pods".formatted(PODS),
          ("all running after %d ms, then %s after %d ms; the last pod was gone after %d ms; DELETE"
                  + " answered after %d ms; steps still open: %d")
              .formatted(
                  started.toMillis(),
                  dismissal.status(),
                  dismissal.known().toMillis(),
                  dismissal.gone().toMillis(),
                  dismissal.answered().toMillis(),
                  dismissal.open()));
      assertThat(dismissal.status()).isEqualTo("dismissed");
      assertThat(dismissal.known()).isLessThan(WANTED);
      assertThat(dismissal.open()).isZero();
    }
  }

  @Test
  void theJobsOfOneOfTwoServersThatIsKilledFinishOnTheOtherWithTheirPods() throws Exception {
    try (Space space = new Space("faults");
        PostgresProcess database = new PostgresProcess(folder.resolve("postgres"));
        ClusterServer first = oneOfTwo("first", space, database);
        ClusterServer second = oneOfTwo("second", space, database)) {
      // Pods reach servers through a service, which leads to one that lives.
      first.filesComeTo(second);
      first.process().start();
      second.process().start();
      first.api().deploy(Packages.SLEEPERS);
      List<String> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        jobs.add(first.api().execute("sleepers", "{\"seconds\": " + SECONDS + "}"));
      }
      first.api().awaitRunning(jobs.get(0), "first");

      first.process().kill();

      Api api = second.api();
      long killed = System.nanoTime();
      int whole = 0;
      for (String job : jobs) {
        JsonNode status = api.awaitEnd(job, PATIENCE);
        List<JsonNode> steps = api.steps(job);
        System.out.printf("%s: %s, run again: %s%n", job, status, runAgain(steps));
        successful += status.get("status").asText().equals("successful") ? 1 : 0;
        repeated += runAgain(steps).size();
        equal += api.text(job, "slept").equals(Packages.slept(SECONDS)) ? 1 : 0;
        whole += wholeLogs(api, steps);
      }
      longest = Patience.since(killed);
      Patience.until(Duration.ofSeconds(30), "no pods are left", () -> second.pods().isEmpty());
      Findings.row(
          "two servers, one killed, " + DATA,
          ("%d of %d jobs successful on the other, the last %d ms after the kill; steps run again:"
                  + " %d; results equal: %d; whole logs: %d of %d; pods left: 0")
              .formatted(
                  successful, JOBS, longest.toMillis(), repeated, equal, whole, JOBS * TOOLS));
      assertThat(whole).isEqualTo(JOBS * TOOLS);
    }
    assertThat(successful).isEqualTo(JOBS);
    assertThat(equal).isEqualTo(JOBS);
    assertThat(repeated).isZero();
  }

  private ClusterServer oneOfTwo(String name, Space space, PostgresProcess database)
      throws Exception {
    String data = folder.resolve("data").toString();
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("PERIPLUS_CLUSTER_NODE", name);
    settings.put("PERIPLUS_DATA_DIR", data);
    settings.put("PERIPLUS_CONTAINERS_PARALLEL", "4");
    settings.put("PERIPLUS_KUBERNETES_VOLUMES", data + "=hostPath:" + data);
    return new ClusterServer(space, folder.resolve(name), DATA, settings);
  }

  /** Of how many runs of tools the log says once that they began, and then once that they ended. */
  private static int wholeLogs(Api api, List<JsonNode> steps) throws Exception {
    int whole = 0;
    for (JsonNode step : steps) {
      List<String> said =
          api.log(step).lines().filter(line -> line.matches(".*\\b(?:begin|end)")).toList();
      whole +=
          said.size() == 2 && said.get(0).endsWith("begin") && said.get(1).endsWith("end") ? 1 : 0;
    }
    return whole;
  }
}
