package org.periplus.staging.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.HttpResponse;

/** An answer that is neither success nor redirect, in words. */
final class HttpStatus {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** A server that wants to be left alone for longer is not waited for. */
  private static final long LONGEST_WAIT = 300;

  private HttpStatus() {}

  /**
   * What to throw for such an answer.
   *
   * @throws TransientException when it may be another one soon
   */
  static FetchException failure(Reference reference, HttpResponse answer)
      throws TransientException {
    if (PASSING.contains(answer.getCode())) {
      Optional<Duration> wait =
          Transfer.value(answer, "Retry-After")
              .filter(text -> text.matches("\\d{1,9}"))
              .map(Long::parseLong)
              .filter(seconds -> seconds <= LONGEST_WAIT)
              .map(Duration::ofSeconds);
      throw new TransientException(describe(answer.getCode()), wait);
    }
    return new FetchException(reference, describe(answer.getCode()));
  }

  private static String describe(int status) {
    return "the server answered "
        + status
        + switch (status) {
          case 400 -> " (it does not understand the request; a signed link may have expired)";
          case 401 -> " (it wants a login)";
          case 403 -> " (forbidden; if it is a signed link, it may have expired)";
          case 404 -> " (not found)";
          case 410 -> " (gone)";
          case 429 -> " (too many requests)";
          case 503 -> " (unavailable)";
          default -> "";
        };
  }
}
