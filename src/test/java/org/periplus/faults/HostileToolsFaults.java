package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that take what they can get, all at once, and a well-behaved job beside them. */
@Tag("faults")
@Tag("hostile-tools")
class HostileToolsFaults {

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration DISMISSED_WITHIN = Duration.ofSeconds(5);
  private static final int SECONDS = 5;
  private static final long MEBIBYTE = 1L << 20;

  @TempDir private Path folder;

  @Test
  void failWithTheReasonAndDisturbNoOther() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, settings())) {
      server.start();
      Api api = new Api(server.url());
      Map<String, String> jobs = new HashMap<>();
      for (String[] tool : tools()) {
        api.deploy(tool[1]);
        jobs.put(tool[0], api.execute(tool[0], "{}"));
      }
      api.deploy(Packages.SLEEPERS);
      String other = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
      String shouter = jobs.get("shouter");
      CompletableFuture<Long> engineLog = Clients.begin(() -> largestLog(api, shouter));

      fails(api, jobs, "memory-hog", "memory", "64 MiB");
      fails(api, jobs, "fork-bomb", "Cannot fork", "128 processes");
      fails(api, jobs, "disk-filler", "256 MiB");
      fails(api, jobs, "layer-filler", "256 MiB");
      assertThat(api.get("jobs/" + jobs.get("disk-filler") + "/logs/disk-filler.log").statusCode())
          .isEqualTo(200);
      isDismissed(api, jobs.get("stubborn"));
      ends(api, shouter, engineLog);
      JsonNode status = api.awaitEnd(other, PATIENCE);
      Findings.row("a job beside these", status.get("status").asText());
      assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    }
  }

  private static List<String[]> tools() {
    return List.of(
        new String[] {"stubborn", HostileTools.STUBBORN},
        new String[] {"memory-hog", HostileTools.MEMORY_HOG},
        new String[] {"fork-bomb", HostileTools.FORK_BOMB},
        new String[] {"disk-filler", HostileTools.DISK_FILLER},
        new String[] {"layer-filler", HostileTools.LAYER_FILLER},
        new String[] {"shouter", HostileTools.SHOUTER});
  }

  private static Map<String, String> settings() {
    return Map.of(
        "PERIPLUS_CONTAINERS_PARALLEL", "10",
        "PERIPLUS_CONTAINERS_CPUS", "10",
        "PERIPLUS_CONTAINERS_PIDS", "128",
        "PERIPLUS_CONTAINERS_DEFAULT_MEMORY", "512 MiB",
        "PERIPLUS_CONTAINERS_READ_ONLY", "false", // Else nobody could fill a container's own files.
        "PERIPLUS_DATA_MAX_STEP_SIZE", "256 MiB",
        "PERIPLUS_DATA_CHECK_INTERVAL", "PT1S");
  }

  private static void fails(Api api, Map<String, String> jobs, String tool, String... reasons)
      throws IOException, InterruptedException {
    JsonNode status = api.awaitEnd(jobs.get(tool), PATIENCE);
    int left = Engine.OF_THE_MACHINE.containers(jobs.get(tool)).size();
    Findings.row(
        tool,
        "%s: %s; containers left: %d"
            .formatted(status.get("status").asText(), status.get("message").asText(), left));
    assertThat(status.get("status").asText()).isEqualTo("failed");
    assertThat(status.get("message").asText()).contains(reasons);
    assertThat(left).isZero();
  }

  private static void isDismissed(Api api, String job) throws IOException, InterruptedException {
    api.awaitRunning(job, "stubborn");
    long begun = System.nanoTime();
    api.dismiss(job);
    Duration dismissed = Duration.ofNanos(System.nanoTime() - begun);
    int left = Engine.OF_THE_MACHINE.containers(job).size();
    Findings.row(
        "a step that ignores SIGTERM",
        "dismissed after %d ms; containers left: %d".formatted(dismissed.toMillis(), left));
    assertThat(dismissed).isLessThan(DISMISSED_WITHIN);
    assertThat(left).isZero();
  }

  private static void ends(Api api, String shouter, CompletableFuture<Long> engineLog)
      throws Exception {
    JsonNode status = api.awaitEnd(shouter, PATIENCE);
    String log = api.get("jobs/" + shouter + "/logs/shouter.log").body();
    Findings.row(
        "1 GiB of log",
        "%s after %d s; kept: %d MiB; the engine's own log was at most %d MiB"
            .formatted(
                status.get("status").asText(),
                Api.duration(status).toSeconds(),
                log.length() / MEBIBYTE,
                engineLog.get() / MEBIBYTE));
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(log).contains("the first line", "bytes are left out here", "the last line");
    assertThat(log.length()).isLessThan((int) (11 * MEBIBYTE));
    assertThat(engineLog.get()).isBetween(MEBIBYTE, 128 * MEBIBYTE);
  }

  /** How large the files became in which the engine keeps what the container of a job writes. */
  private static long largestLog(Api api, String job) throws IOException, InterruptedException {
    Path containers =
        Path.of(
                Command.run(
                    Engine.OF_THE_MACHINE.command("info", "--format", "{{.DockerRootDir}}")))
            .resolve("containers");
    long largest = 0;
    while (api.status(job).filter(Api::hasEnded).isEmpty()) {
      for (String id : Engine.OF_THE_MACHINE.fullIds(job)) {
        largest = Math.max(largest, size(containers.resolve(id)));
      }
      Patience.pause(Duration.ofMillis(500));
    }
    return largest;
  }

  private static long size(Path folder) throws IOException, InterruptedException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try {
      String found = Command.run(List.of("du", "--summarize", "--bytes", folder.toString()));
      return Long.parseLong(found.replaceAll("\\s.*", ""));
    } catch (IOException e) {
      return 0; // The container went while it was measured.
    }
  }
}
