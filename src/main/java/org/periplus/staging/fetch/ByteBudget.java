package org.periplus.staging.fetch;

import java.util.concurrent.atomic.AtomicLong;

/** How much a job may still fetch. Shared by threads. */
public final class ByteBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Whether so many more bytes fit. */
  boolean fits(long bytes) {
    return bytes <= limit - used.get();
  }

  /** Takes bytes, even more than there are: false when the limit is now passed. */
  boolean take(long bytes) {
    return used.addAndGet(bytes) <= limit;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  public String describe() {
    return "it is more than the " + limit + " bytes that a job may fetch";
  }
}
