package org.periplus.configuration;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses after failures, twice as long each time; by chance up to a half shorter, so that those who
 * failed together do not come back together.
 *
 * @param first the pause after the first failure, at most
 * @param longest what no pause exceeds
 */
public record Backoff(Duration first, Duration longest) {

  private static final int DOUBLINGS = 30;

  /**
   * The pause after one more failure.
   *
   * @param failures how many there were, from 1
   */
  public Duration delayAfter(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    long whole = (doubled.compareTo(longest) < 0 ? doubled : longest).toMillis();
    return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1));
  }
}
