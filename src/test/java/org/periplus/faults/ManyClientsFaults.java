package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand clients that ask for a job's status again and again, and fifty that follow its log.
 */
@Tag("faults")
@Tag("many-clients")
class ManyClientsFaults {

  private static final int CLIENTS = Integer.getInteger("faults.clients", 1_000);
  private static final int FOLLOWERS = 50;
  private static final int LINES = 300; // one minute
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  @TempDir private Path folder;

  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  @Test
  void meetNoError() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, Map.of())) {
      server.start();
      Api api = new Api(server.url());
      api.deploy(Packages.TALKER);
      String job = api.execute("talker", "{\"lines\": " + LINES + "}");
      api.awaitRunning(job, "talker");

      List<CompletableFuture<HttpResponse<String>>> followers = new ArrayList<>();
      for (int follower = 0; follower < FOLLOWERS; follower++) {
        followers.add(api.events("jobs/" + job + "/logs/talker.log?follow=true"));
      }
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        clients.add(poll(api, job));
      }
      CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
      int complete = 0;
      for (CompletableFuture<HttpResponse<String>> follower : followers) {
        complete += isComplete(follower.get(5, TimeUnit.MINUTES)) ? 1 : 0;
      }
      Findings.row(
          "%d clients".formatted(CLIENTS),
          "each asking every %d s or slower: %d answers, errors: %d; logs followed to the end: %d of %d"
              .formatted(BETWEEN.toSeconds(), answers.get(), errors.size(), complete, FOLLOWERS));
      assertThat(errors).isEmpty();
      assertThat(complete).isEqualTo(FOLLOWERS);
    }
  }

  /** Until the job has ended. */
  private CompletableFuture<Void> poll(Api api, String job) {
    return api.ask("jobs/" + job)
        .handle(
            (answer, failure) -> {
              answers.incrementAndGet();
              if (failure != null || answer.statusCode() != 200) {
                errors.add(failure == null ? answer.body() : failure.toString());
                return false;
              }
              return answer.body().contains("\"status\":\"successful\"");
            })
        .thenCompose(
            ended ->
                ended
                    ? CompletableFuture.<Void>completedFuture(null)
                    : CompletableFuture.supplyAsync(
                            () -> null,
                            CompletableFuture.delayedExecutor(
                                BETWEEN.toMillis(), TimeUnit.MILLISECONDS))
                        .thenCompose(again -> poll(api, job)));
  }

  private static boolean isComplete(HttpResponse<String> log) {
    return log.statusCode() == 200
        && log.body().lines().anyMatch(line -> line.endsWith("line 1"))
        && log.body().lines().anyMatch(line -> line.endsWith("line " + LINES))
        && log.body().contains("event: end");
  }
}
