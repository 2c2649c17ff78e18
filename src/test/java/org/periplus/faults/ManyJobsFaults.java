package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand jobs of the built-in process {@code echo} queued at once, without containers. */
@Tag("faults")
@Tag("many-jobs")
class ManyJobsFaults {

  private static final int JOBS = Integer.getInteger("faults.jobs", 10_000);
  private static final int CLIENTS = 8;
  private static final int HEAP_MIB = 1000;
  private static final Duration WANTED_P99 = Duration.ofMillis(50);

  @TempDir private Path folder;

  @Test
  void areAllDoneOnceWithinAGigabyte() throws Exception {
    try (ServerProcess server =
        new ServerProcess(folder, Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP_MIB + "m"))) {
      server.start();
      Api api = new Api(server.url());
      api.awaitEnd(echo(api, 0), Duration.ofMinutes(1));

      AtomicBoolean over = new AtomicBoolean();
      List<Duration> answers = new ArrayList<>();
      long begun = System.nanoTime();
      List<String> jobs = new ArrayList<>();
      List<CompletableFuture<List<String>>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        clients.add(Clients.begin(() -> echoes(api, JOBS / CLIENTS)));
      }
      CompletableFuture<List<Duration>> polled =
          Clients.begin(() -> poll(api, echo(api, -1), over, answers));
      for (CompletableFuture<List<String>> client : clients) {
        jobs.addAll(client.get());
      }
      Duration queued = Duration.ofNanos(System.nanoTime() - begun);
      Set<String> successful = awaitAll(api);
      Duration all = Duration.ofNanos(System.nanoTime() - begun);
      over.set(true);
      Duration p99 = percentile(polled.get(), 99);

      Set<String> lost = new HashSet<>(jobs);
      lost.removeAll(successful);
      int twice = runTwice(api, jobs);
      Findings.row(
          "%d jobs at once".formatted(jobs.size()),
          ("echo, no containers; lost: %d; run twice: %d; taken in %d s, all done after %d s;"
                  + " heap at most %d MiB; GET /jobs/{id}: %d answers, p50 %d ms, p99 %d ms")
              .formatted(
                  lost.size(),
                  twice,
                  queued.toSeconds(),
                  all.toSeconds(),
                  HEAP_MIB,
                  answers.size(),
                  percentile(answers, 50).toMillis(),
                  p99.toMillis()));
      assertThat(new HashSet<>(jobs)).hasSameSizeAs(jobs);
      assertThat(lost).isEmpty();
      assertThat(twice).isZero();
      assertThat(p99).isLessThan(WANTED_P99);
    }
  }

  private static String echo(Api api, int number) throws IOException, InterruptedException {
    return api.execute("echo", "{\"string\": \"number " + number + "\"}");
  }

  private static List<String> echoes(Api api, int count) throws IOException, InterruptedException {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(echo(api, i));
    }
    return jobs;
  }

  private static List<Duration> poll(
      Api api, String job, AtomicBoolean over, List<Duration> answers)
      throws IOException, InterruptedException {
    while (!over.get()) {
      long asked = System.nanoTime();
      assertThat(api.get("jobs/" + job).statusCode()).isEqualTo(200);
      answers.add(Duration.ofNanos(System.nanoTime() - asked));
      Patience.pause(Duration.ofMillis(50));
    }
    return answers;
  }

  private static Duration percentile(List<Duration> times, int percent) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /** How many jobs have more runs of their step than one. */
  private static int runTwice(Api api, List<String> jobs) throws Exception {
    int twice = 0;
    for (String job : jobs) {
      List<JsonNode> runs = api.steps(job);
      long built =
          runs.stream().filter(run -> !run.get("path").asText().startsWith("stage-")).count();
      twice += built == 1 && runs.stream().allMatch(run -> run.get("attempt").asInt() == 1) ? 0 : 1;
    }
    return twice;
  }

  private static Set<String> awaitAll(Api api) throws Exception {
    Patience.until(
        Duration.ofMinutes(20),
        "all jobs end",
        () -> {
          Patience.pause(Duration.ofSeconds(2));
          return list(api, "jobs?limit=1&status=accepted,running").isEmpty();
        });
    Set<String> successful = new HashSet<>();
    String page = "jobs?limit=1000&status=successful";
    while (page != null) {
      JsonNode jobs = Api.JSON.readTree(api.get(page).body());
      for (JsonNode job : jobs.get("jobs")) {
        successful.add(job.get("jobID").asText());
      }
      page = next(jobs);
    }
    return successful;
  }

  private static List<JsonNode> list(Api api, String page)
      throws IOException, InterruptedException {
    List<JsonNode> jobs = new ArrayList<>();
    Api.JSON.readTree(api.get(page).body()).get("jobs").forEach(jobs::add);
    return jobs;
  }

  private static String next(JsonNode page) {
    for (JsonNode link : page.get("links")) {
      if (link.get("rel").asText().equals("next")) {
        return link.get("href").asText();
      }
    }
    return null;
  }
}
