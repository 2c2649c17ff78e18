package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container engine stopped in mid-job and started again, with and without live restore. */
@Tag("faults")
@Tag("stopped-engine")
class StoppedEngineFaults {

  private static final int SECONDS_AWAY = Integer.getInteger("faults.seconds-away", 20);
  private static final int SECONDS = 8;
  private static final String IMAGE = "debian:stable-slim";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void costsNoJob(boolean liveRestore) throws Exception {
    Path engineFolder = Files.createTempDirectory(Path.of("/tmp"), "pe");
    try (PrivateEngine engine = new PrivateEngine(engineFolder, liveRestore, IMAGE);
        ServerProcess server =
            new ServerProcess(folder, Map.of("PERIPLUS_CONTAINERS_HOST", engine.address()))) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SLEEPERS);
      String job = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
      api.awaitRunning(job, "middle");

      engine.stop();
      Set<String> messages = api.messagesOf(job, Duration.ofSeconds(SECONDS_AWAY));
      engine.start();

      JsonNode status = api.awaitEnd(job, Duration.ofMinutes(4));
      int left = engine.engine().containers(job).size();
      Findings.row(
          "dockerd away for %d s".formatted(SECONDS_AWAY),
          "live-restore %s: job %s; orphan containers: %d; messages meanwhile: %s"
              .formatted(
                  liveRestore ? "on" : "off", status.get("status").asText(), left, messages));
      assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
      assertThat(api.text(job, "slept")).isEqualTo(Packages.slept(SECONDS));
      assertThat(left).isZero();
      assertThat(messages).anyMatch(message -> message.contains("waits"));
    } finally {
      Command.run(List.of("rm", "-rf", engineFolder.toString()));
    }
  }
}
