package org.periplus.batch.tool;

import java.time.Duration;

/**
 * What becomes of a tool whose exit code is one of its {@code temporaryFailCodes}.
 *
 * @param count how often it is run again
 * @param delay how long to wait before it is run again the first time
 */
public record ToolRetries(int count, Duration delay) {

  /** For a user who waits at the command line. */
  public static final ToolRetries AT_ONCE = new ToolRetries(2, Duration.ofSeconds(1));

  /** How long to wait after the first, second, ... failed run. */
  Duration delayAfter(int failures) {
    return delay.multipliedBy(1L << Math.min(failures - 1, 20));
  }
}
