package org.periplus.staging.fetch;

import java.time.Duration;
import java.util.Optional;

/** An attempt failed for a reason that may pass; what has arrived may be continued. */
final class TransientException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  TransientException(String message) {
    this(message, Optional.empty());
  }

  TransientException(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** How long the server wants to be left alone. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
