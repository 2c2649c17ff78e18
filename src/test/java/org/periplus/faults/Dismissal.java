package org.periplus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How the dismissal of a job that runs went; times count from when it was asked for.
 *
 * @param status the job's last
 * @param known when the job was known to have ended
 * @param answered when the request was answered
 * @param gone when nothing of the job was left
 * @param open how many of its steps had not ended then
 */
record Dismissal(String status, Duration known, Duration answered, Duration gone, long open) {

  /**
   * Dismisses a job.
   *
   * @param atMost how long something of the job may be left
   * @param what says that nothing of it is left
   */
  static Dismissal of(
      Api api, String job, Duration atMost, String what, Patience.Condition nothingLeft)
      throws Exception {
    long begun = System.nanoTime();
    CompletableFuture<Duration> answered =
        Clients.begin(
            () -> {
              api.dismiss(job);
              return Patience.since(begun);
            });
    JsonNode ended = api.awaitEnd(job, Duration.ofMinutes(1));
    Duration known = Patience.since(begun);
    Patience.until(atMost, what, nothingLeft);
    Duration gone = Patience.since(begun);
    long open =
        api.steps(job).stream()
            .filter(run -> run.get("status").asText().matches("accepted|running"))
            .count();
    return new Dismissal(
        ended.get("status").asText(), known, answered.get(1, TimeUnit.MINUTES), gone, open);
  }
}
