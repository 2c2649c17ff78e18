package org.periplus.api.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * How fast each client, or each tenant, asks: a bucket for each, into which as many tokens as a
 * second's requests flow in a second, and of which a request takes one. Threads share it.
 */
final class Rates {

  /** Beyond that, those who have asked for nothing lately are forgotten. */
  private static final int MOST_KEPT = 10_000;

  private static final double NANOS = 1e9;

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param tokens what is left
   * @param at when that was so
   */
  private record Bucket(double tokens, long at) {

    double now(int rate, long time) {
      return Math.min(rate, tokens + (time - at) / NANOS * rate);
    }
  }

  Rates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether one more request may come.
   *
   * @param rate how many may in a second, and at once; zero for any number
   */
  boolean allow(String whose, int rate) {
    if (rate <= 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (buckets.size() > MOST_KEPT) {
      buckets.values().removeIf(bucket -> bucket.now(rate, now) >= rate);
    }
    AtomicBoolean allowed = new AtomicBoolean();
    buckets.compute(
        whose,
        (same, before) -> {
          double tokens = before == null ? rate : before.now(rate, now);
          allowed.set(tokens >= 1);
          return new Bucket(tokens >= 1 ? tokens - 1 : tokens, now);
        });
    return allowed.get();
  }
}
