package org.periplus.batch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How failures are met that pass by themselves: an engine or a store that is away.
 *
 * @param patience how long to try again before the step fails
 * @param firstDelay how long to wait before the first new try; twice as long before each other
 * @param longestDelay how long to wait at most between two tries
 */
record Outages(Duration patience, Duration firstDelay, Duration longestDelay) {

  /** For a user who waits at the command line and sees what is wrong. */
  static final Outages IMPATIENT = with(Duration.ZERO);

  static Outages with(Duration patience) {
    return new Outages(patience, Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  /**
   * How long to wait after the first, second, ... failure, so that not all who wait come at once.
   */
  Duration delayAfter(int failures) {
    long longest =
        Math.min(
            longestDelay.toMillis(), firstDelay.toMillis() * (1L << Math.min(failures - 1, 20)));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }
}
