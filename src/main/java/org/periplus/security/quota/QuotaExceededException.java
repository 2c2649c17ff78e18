package org.periplus.security.quota;

import java.time.Duration;

/** A tenant or a user has used what they may. */
public final class QuotaExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Share share;
  private final Duration retryAfter;

  QuotaExceededException(Share share, Duration retryAfter) {
    super(share.words());
    this.share = share;
    this.retryAfter = retryAfter;
  }

  /** Of what. */
  public Share share() {
    return share;
  }

  /** After what time it may be tried again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
