package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.persistence.PostgresProcess;

/** PostgreSQL stopped in mid-job and started again. */
@Tag("faults")
@Tag("stopped-database")
class StoppedDatabaseFaults {

  private static final int SECONDS_AWAY = Integer.getInteger("faults.seconds-away", 30);
  private static final int SECONDS = 8;

  @TempDir private Path folder;

  @Test
  void costsNoJobAndTheApiSaysThatItIsAway() throws Exception {
    try (PostgresProcess database = new PostgresProcess(folder.resolve("postgres"));
        ServerProcess server = new ServerProcess(folder, database.settings());
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SLEEPERS);
      String job = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
      api.awaitRunning(job, "middle");

      database.stop();
      Map<String, Integer> answers = answersWhileAway(api, job);
      database.start();

      JsonNode status = api.awaitEnd(job, Duration.ofMinutes(4));
      Map<String, Integer> starts = events.starts(job);
      Findings.row(
          "PostgreSQL away for %d s".formatted(SECONDS_AWAY),
          "job %s; answers meanwhile: %s; containers started: %s"
              .formatted(status.get("status").asText(), answers, starts));
      assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
      assertThat(answers).containsOnlyKeys("503 application/problem+json, Retry-After");
      assertThat(starts.values()).containsOnly(1);
      assertThat(Engine.OF_THE_MACHINE.containers(job)).isEmpty();
    }
  }

  private static Map<String, Integer> answersWhileAway(Api api, String job)
      throws IOException, InterruptedException {
    Map<String, Integer> answers = new TreeMap<>();
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS_AWAY).toNanos();
    while (System.nanoTime() < end) {
      HttpResponse<String> response = api.get("jobs/" + job);
      String form =
          response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "")
              + (response.headers().firstValue("Retry-After").isPresent() ? ", Retry-After" : "");
      answers.merge(response.statusCode() + " " + form, 1, Integer::sum);
      Patience.pause(Duration.ofMillis(500));
    }
    return answers;
  }
}
