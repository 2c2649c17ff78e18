package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop while it runs jobs. */
@Tag("faults")
@Tag("stopped-server")
class StoppedServerFaults {

  private static final Duration MOST = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void leavesItsContainersToTheNextStart() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, Map.of());
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SLEEPERS);
      String job = api.execute("sleepers", "{\"seconds\":30}");
      api.awaitRunning(job, "first");

      Duration stop = server.stop();
      int left = Engine.OF_THE_MACHINE.containers(job).size();
      server.start();
      JsonNode end = api.awaitEnd(job, PATIENCE);

      Findings.row(
          "SIGTERM, leave",
          "ended after %d ms; containers left running: %d; job %s; containers started: %s"
              .formatted(
                  stop.toMillis(), left, end.get("status").asText(), events.starts(job).values()));
      assertThat(stop).isLessThan(MOST);
      assertThat(left).isEqualTo(1);
      assertThat(end.get("status").asText()).isEqualTo("successful");
      assertThat(events.starts(job).values()).containsOnly(1);
    }
  }

  @Test
  void drainsFirstWhereThatIsWanted() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, Map.of("PERIPLUS_SHUTDOWN", "drain"))) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SLEEPERS);
      String job = api.execute("sleepers", "{\"seconds\":8}");
      api.awaitRunning(job, "first");

      server.signal();
      HttpResponse<String> refusal = api.tryToExecute("sleepers", "{\"seconds\":1}");
      int ready = api.get("/health/ready").statusCode();
      JsonNode running = api.status(job).orElseThrow();
      server.awaitEnd();
      int left = Engine.OF_THE_MACHINE.containers(job).size();
      server.start();
      JsonNode end = api.status(job).orElseThrow();

      Findings.row(
          "SIGTERM, drain",
          "meanwhile: execution %d with Retry-After %s, readiness %d; job at the next start: %s"
              .formatted(
                  refusal.statusCode(),
                  refusal.headers().firstValue("Retry-After").orElse("none"),
                  ready,
                  end.get("status").asText()));
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
      assertThat(refusal.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(ready).isEqualTo(503);
      assertThat(running.get("status").asText()).isEqualTo("running");
      assertThat(left).isZero();
      assertThat(end.get("status").asText()).isEqualTo("successful");
    }
  }
}
