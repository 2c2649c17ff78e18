package org.periplus.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import org.periplus.api.guard.LimitReachedException;
import org.periplus.api.guard.QuotaAnswer;
import org.periplus.job.queue.QueueFullException;
import org.periplus.security.quota.QuotaExceededException;

/** The fields of an answer that say when what failed may be tried again. */
final class RetryFields {

  /** When what is away may be back. */
  private static final int SECONDS_TO_WAIT = 5;

  private RetryFields() {}

  /** They are none where trying again would change nothing. */
  static Map<String, String> of(Throwable failure, int status) {
    if (failure instanceof QuotaExceededException quota) {
      return QuotaAnswer.fields(quota, Instant.now());
    }
    if (failure instanceof LimitReachedException limit) {
      return after(limit.retryAfter().toSeconds());
    }
    if (failure instanceof QueueFullException full) {
      return after(full.retryAfter().toSeconds());
    }
    return status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
        ? after(SECONDS_TO_WAIT)
        : Map.of();
  }

  private static Map<String, String> after(long seconds) {
    return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }
}
