package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.persistence.PostgresProcess;

/** Two servers with one database and one data directory, of which one is killed. */
@Tag("faults")
@Tag("two-servers")
class TwoServersFaults {

  private static final int JOBS = 6;
  private static final int SECONDS = 6;

  @TempDir private Path folder;

  @Test
  void theJobsOfTheOneThatDiesFinishOnTheOther() throws Exception {
    try (PostgresProcess database = new PostgresProcess(folder.resolve("postgres"));
        ServerProcess first = server("first", database);
        ServerProcess second = server("second", database);
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      first.start();
      Api ofFirst = new Api(first.url());
      ofFirst.deploy(Packages.SLEEPERS);
      List<String> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        jobs.add(ofFirst.execute("sleepers", "{\"seconds\": " + SECONDS + "}"));
      }
      ofFirst.awaitRunning(jobs.get(0), "first");
      second.start();

      first.kill();

      Api ofSecond = new Api(second.url());
      int successful = 0;
      int twice = 0;
      int orphans = 0;
      for (String job : jobs) {
        JsonNode status = ofSecond.awaitEnd(job, Duration.ofMinutes(4));
        System.out.println(job + " " + events.starts(job));
        successful += status.get("status").asText().equals("successful") ? 1 : 0;
        twice += events.starts(job).values().stream().mapToInt(times -> times - 1).sum();
        orphans += Engine.OF_THE_MACHINE.containers(job).size();
      }
      Findings.row(
          "two servers, one killed",
          "%d of %d jobs successful on the other; steps run twice: %d; orphan containers: %d"
              .formatted(successful, JOBS, twice, orphans));
      assertThat(successful).isEqualTo(JOBS);
      assertThat(twice).isZero();
      assertThat(orphans).isZero();
    }
  }

  private ServerProcess server(String name, PostgresProcess database) throws Exception {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("PERIPLUS_CLUSTER_NODE", name);
    settings.put("PERIPLUS_DATA_DIR", folder.resolve("data").toString());
    settings.put("PERIPLUS_CONTAINERS_PARALLEL", "4");
    return new ServerProcess(folder.resolve(name), settings);
  }
}
