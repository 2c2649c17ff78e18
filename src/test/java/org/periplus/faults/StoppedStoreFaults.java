package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.staging.S3Server;

/** The object store of the results away, or too busy, when they are to be published. */
@Tag("faults")
@Tag("stopped-store")
class StoppedStoreFaults {

  private static final int SECONDS_AWAY = Integer.getInteger("faults.seconds-away", 30);
  private static final int SECONDS = 1;

  @TempDir private Path folder;

  private S3Server store;

  /** What stands in for the store. */
  private interface Fault {
    AutoCloseable begin(int port) throws Exception;
  }

  @Test
  void costsNoJobAndItsMessageSaysWhatItWaitsFor() throws Exception {
    int port = ServerProcess.freePort();
    store = new S3Server(folder.resolve("objects"), port);
    try (ServerProcess server = new ServerProcess(folder, settings(store))) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SLEEPERS);
      outlives("store away", api, port, nobody -> () -> {});
      outlives("store answers SlowDown", api, port, BusyStore::new);
    } finally {
      store.close();
    }
  }

  private void outlives(String name, Api api, int port, Fault fault) throws Exception {
    String job = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
    api.awaitRunning(job, "middle");

    store.close();
    Set<String> messages;
    try (AutoCloseable instead = fault.begin(port)) {
      api.awaitRunning(job, "stage-out");
      messages = api.messagesOf(job, Duration.ofSeconds(SECONDS_AWAY));
    }
    store = new S3Server(folder.resolve("objects"), port);

    JsonNode status = api.awaitEnd(job, Duration.ofMinutes(3));
    Findings.row(
        "%s for %d s".formatted(name, SECONDS_AWAY),
        "job %s; messages meanwhile: %s".formatted(status.get("status").asText(), messages));
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(store.keys())
        .anyMatch(key -> key.startsWith(job) && key.endsWith("slept"))
        .contains("logs/" + job + "/middle.log", "logs/" + job + "/middle_3.log");
    assertThat(api.text(job, "slept")).isEqualTo(Packages.slept(SECONDS));
    assertThat(messages).anyMatch(message -> message.contains("waits"));
  }

  private static Map<String, String> settings(S3Server store) {
    return Map.of(
        "PERIPLUS_RESULTS_STORE", "s3",
        "PERIPLUS_RESULTS_S3_BUCKET", S3Server.BUCKET,
        "PERIPLUS_RESULTS_S3_ENDPOINT", store.url().toString(),
        "PERIPLUS_RESULTS_S3_ACCESS_KEY", S3Server.ACCESS_KEY,
        "PERIPLUS_RESULTS_S3_SECRET_KEY", S3Server.SECRET_KEY);
  }
}
