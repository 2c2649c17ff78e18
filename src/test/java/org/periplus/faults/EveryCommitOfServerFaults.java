package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.system.Scenes;

/**
 * The loss of the packaged server at crash points of the example application's job: some, since
 * each costs two starts.
 */
@Tag("faults")
@Tag("every-commit-of-server")
class EveryCommitOfServerFaults {

  private static final int STRIDE = Integer.getInteger("faults.server-stride", 20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  private int points;
  private int successful;
  private int repeated;
  private int orphans;
  private int equal;

  @Test
  void costsTheExamplesJobNothing() throws Exception {
    try (SceneContainer scenes = SceneContainer.start();
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      String inputs = Scenes.inputs(scenes.url());
      Map<String, String> files = undisturbed(inputs);
      int point = STRIDE;
      for (String job = cutOff(point, inputs); !job.isEmpty(); job = cutOff(point, inputs)) {
        takeUp(job, point, events, files);
        point += STRIDE;
      }
      Findings.row(
          "every commit, packaged server",
          "%d of %d jobs successful; steps run twice: %d; orphan containers: %d; results equal: %d"
              .formatted(successful, points, repeated, orphans, equal));
    }
    assertThat(points).isPositive();
    assertThat(successful).isEqualTo(points);
    assertThat(equal).isEqualTo(points);
    assertThat(repeated).isZero();
    assertThat(orphans).isZero();
  }

  private Map<String, String> undisturbed(String inputs) throws Exception {
    try (ServerProcess server = new ServerProcess(folder, Map.of())) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Scenes.applicationPackage());
      String job = api.execute("water-bodies", inputs);
      assertThat(api.awaitEnd(job, PATIENCE).get("status").asText()).isEqualTo("successful");
      return api.resultFiles(job);
    }
  }

  /**
   * Runs a job on a server that halts at a crash point, counted from its start.
   *
   * @return the job; empty when it ended before
   */
  private String cutOff(int point, String inputs) throws Exception {
    Map<String, String> settings =
        Map.of("JAVA_TOOL_OPTIONS", "-Dperiplus.tests.crash-at=" + point);
    try (ServerProcess server = new ServerProcess(folder, settings)) {
      server.start();
      Api api = new Api(server.url());
      String job = api.execute("water-bodies", inputs);
      Patience.until(
          PATIENCE,
          "the server halts, or the job ends",
          () -> !server.isAlive() || api.status(job).filter(Api::hasEnded).isPresent());
      return server.isAlive() ? "" : job;
    }
  }

  private void takeUp(String job, int point, EngineEvents events, Map<String, String> files)
      throws Exception {
    try (ServerProcess server = new ServerProcess(folder, Map.of())) {
      server.start();
      Api api = new Api(server.url());
      JsonNode status = api.awaitEnd(job, PATIENCE);
      System.out.printf("halted at %d: %s %s%n", point, status.get("message"), events.starts(job));
      points++;
      successful += status.get("status").asText().equals("successful") ? 1 : 0;
      repeated += events.needlessStarts(job);
      orphans += Engine.OF_THE_MACHINE.containers(job).size();
      equal += api.resultFiles(job).equals(files) ? 1 : 0;
    }
  }
}
