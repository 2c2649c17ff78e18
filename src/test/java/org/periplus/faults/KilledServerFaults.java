package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.system.Scenes;

/** {@code kill -9} of the server at random moments of the example application's job. */
@Tag("faults")
@Tag("killed-server")
class KilledServerFaults {

  private static final int KILLS = Integer.getInteger("faults.kills", 20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  private int successful;
  private int repeated;
  private int orphans;
  private int equal;

  @Test
  void costNoJobNoFinishedStepAndNoContainer() throws Exception {
    try (SceneContainer scenes = SceneContainer.start();
        ServerProcess server = new ServerProcess(folder, Map.of());
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Scenes.applicationPackage());
      String inputs = Scenes.inputs(scenes.url());
      String undisturbed = api.execute("water-bodies", inputs);
      JsonNode reference = api.awaitEnd(undisturbed, PATIENCE);
      assertThat(reference.get("status").asText()).isEqualTo("successful");
      Map<String, String> files = api.resultFiles(undisturbed);
      assertThat(files).hasSize(2);

      Random moments = new Random();
      for (int kill = 1; kill <= KILLS; kill++) {
        long moment = moments.nextLong(Api.duration(reference).toMillis());
        String job = api.execute("water-bodies", inputs);
        Patience.pause(Duration.ofMillis(moment));
        server.kill();
        server.start();
        JsonNode status = api.awaitEnd(job, PATIENCE);
        System.out.printf(
            "killed after %d ms: %s, %s: %s%n",
            moment,
            events.starts(job),
            status.get("status").asText(),
            status.get("message").asText());
        count(status, events.needlessStarts(job), Engine.OF_THE_MACHINE.containers(job).size());
        equal += api.resultFiles(job).equals(files) ? 1 : 0;
      }
      Findings.row(
          "kill -9 of the server",
          "%d of %d jobs successful; steps run twice: %d; orphan containers: %d; results equal: %d"
              .formatted(successful, KILLS, repeated, orphans, equal));
    }
    assertThat(successful).isEqualTo(KILLS);
    assertThat(equal).isEqualTo(KILLS);
    assertThat(repeated).isZero();
    assertThat(orphans).isZero();
  }

  private void count(JsonNode status, int needless, int left) {
    successful += status.get("status").asText().equals("successful") ? 1 : 0;
    repeated += needless;
    orphans += left;
  }
}
