package org.periplus.cwl.expression;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that evaluations may have: each up to its limit, and all together no more than the
 * server can spare. The first megabytes of each are not counted with the others', so that ordinary
 * expressions are evaluated whatever large ones take. Threads may share it.
 */
final class MemoryBudget {

  private static final long ALWAYS_THERE = 16L << 20;

  private final long limit;
  private final AtomicLong left;

  MemoryBudget(ExpressionLimits limits) {
    this.limit = limits.maxMemoryBytes();
    this.left = new AtomicLong(limits.maxMemoryOfAllBytes());
  }

  Share share() {
    return new Share();
  }

  /** What one evaluation has taken, until it is closed. For one thread. */
  final class Share implements AutoCloseable {
    private long taken;
    private long borrowed;

    private Share() {}

    long limit() {
      return limit;
    }

    /**
     * Takes more.
     *
     * @throws LimitExceeded when it may not
     */
    void take(long bytes) {
      if (bytes > limit - taken) {
        throw new LimitExceeded("it used more than " + (limit >> 20) + " MiB of memory");
      }
      long needed = Math.max(0, taken + bytes - ALWAYS_THERE) - borrowed;
      if (needed > 0 && left.addAndGet(-needed) < 0) {
        left.addAndGet(needed);
        throw new LimitExceeded(
            "there is not enough memory for it beside the other expressions that are evaluated");
      }
      borrowed += Math.max(0, needed);
      taken += bytes;
    }

    @Override
    public void close() {
      left.addAndGet(borrowed);
      borrowed = 0;
    }
  }
}
