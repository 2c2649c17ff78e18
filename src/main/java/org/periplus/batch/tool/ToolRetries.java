package org.periplus.batch.tool;

import java.time.Duration;
import org.periplus.configuration.Backoff;

/**
 * What becomes of a tool whose exit code is one of its {@code temporaryFailCodes}, or whose
 * container the engine has lost.
 *
 * @param count how often it is run again
 * @param delay how long to wait before it is run again the first time
 * @param ofLost how often it is run again whose container was lost, which is no fault of its own
 */
public record ToolRetries(int count, Duration delay, int ofLost) {

  /** For a user who waits at the command line. */
  public static final ToolRetries AT_ONCE = new ToolRetries(2, Duration.ofSeconds(1), 5);

  private static final Backoff AFTER_LOSS =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** How long to wait after the first, second, ... failed run. */
  Duration delayAfter(int failures) {
    return delay.multipliedBy(1L << Math.min(failures - 1, 20));
  }

  /** How long to wait after the first, second, ... lost container. */
  Duration delayAfterLoss(int losses) {
    return AFTER_LOSS.delayAfter(losses);
  }
}
