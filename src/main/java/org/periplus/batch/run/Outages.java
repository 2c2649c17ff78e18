package org.periplus.batch.run;

import java.time.Duration;
import org.periplus.configuration.Backoff;

/**
 * How failures are met that pass by themselves: an engine or a result store that is away.
 *
 * @param patience how long to try again before the step fails
 * @param backoff the pauses between tries
 */
public record Outages(Duration patience, Backoff backoff) {

  /** For a user who waits at the command line and sees what is wrong. */
  public static final Outages IMPATIENT = with(Duration.ZERO);

  public static Outages with(Duration patience) {
    return new Outages(patience, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10)));
  }
}
