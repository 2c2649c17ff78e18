package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job dismissed while all containers of a scattered step run. */
@Tag("faults")
@Tag("dismissed-scatter")
class DismissedScatterFaults {

  private static final int CONTAINERS = Integer.getInteger("faults.containers", 200);
  private static final Duration WANTED = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void isDismissedAtOnceAndLeavesNothing() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, settings())) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.SCATTERED_SLEEPERS);
      String job =
          api.execute(
              "scattered-sleepers", "{\"seconds\": 3600, \"count\": %d}".formatted(CONTAINERS));
      Patience.until(
          Duration.ofMinutes(5),
          "all containers run",
          () -> Engine.OF_THE_MACHINE.running(job).size() == CONTAINERS);
      List<ProcessHandle> processes = Engine.OF_THE_MACHINE.processes(job);
      assertThat(processes).hasSize(CONTAINERS);

      long begun = System.nanoTime();
      CompletableFuture<Duration> killed =
          Clients.begin(
              () -> {
                Patience.until(
                    Duration.ofMinutes(1),
                    "no process of the containers is left",
                    () -> processes.stream().noneMatch(ProcessHandle::isAlive));
                return Patience.since(begun);
              });
      Dismissal dismissal =
          Dismissal.of(
              api,
              job,
              Duration.ofMinutes(2),
              "no container is left",
              () -> Engine.OF_THE_MACHINE.containers(job).isEmpty());
      Duration dead = killed.get(1, TimeUnit.MINUTES);
      Path work = folder.resolve("data/jobs/" + job + "/work");
      Patience.until(Duration.ofMinutes(1), "no working file is left", () -> !Files.exists(work));
      Findings.row(
          "job of %d containers".formatted(CONTAINERS),
          ("all running, then %s after %d ms; nothing runs in them after %d ms; the last was removed"
                  + " after %d ms; DELETE answered after %d ms; steps still open: %d")
              .formatted(
                  dismissal.status(),
                  dismissal.known().toMillis(),
                  dead.toMillis(),
                  dismissal.gone().toMillis(),
                  dismissal.answered().toMillis(),
                  dismissal.open()));
      assertThat(dismissal.status()).isEqualTo("dismissed");
      assertThat(dismissal.known()).isLessThan(WANTED);
      assertThat(dead).isLessThan(WANTED);
      assertThat(dismissal.open()).isZero();
    }
  }

  private static Map<String, String> settings() {
    String all = Integer.toString(CONTAINERS);
    return Map.of(
        "PERIPLUS_CONTAINERS_PARALLEL", all,
        "PERIPLUS_CONTAINERS_CPUS", all,
        "PERIPLUS_CONTAINERS_MEMORY", CONTAINERS * 16 + " MiB");
  }
}
