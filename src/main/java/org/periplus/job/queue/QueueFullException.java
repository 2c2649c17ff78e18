package org.periplus.job.queue;

import java.time.Duration;

/** As many jobs wait as may. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean ofTenant;
  private final Duration retryAfter;

  QueueFullException(boolean ofTenant, int most, Duration retryAfter) {
    super(
        (ofTenant ? "You have" : "The server has")
            + " "
            + most
            + " jobs that wait, which is the most. Try again when some of them have started.");
    this.ofTenant = ofTenant;
    this.retryAfter = retryAfter;
  }

  /** Whether it is the tenant's own limit, not the server's. */
  public boolean ofTenant() {
    return ofTenant;
  }

  /** After what time it may be tried again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
