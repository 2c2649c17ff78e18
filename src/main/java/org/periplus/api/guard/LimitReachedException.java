package org.periplus.api.guard;

import java.time.Duration;

/** A client or a tenant has as much as it may have; later there may be room. */
public final class LimitReachedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public LimitReachedException(Refusal refusal) {
    super(refusal.detail());
    retryAfter = refusal.retryAfter().orElse(Duration.ZERO);
  }

  /** After what time it may be tried again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
