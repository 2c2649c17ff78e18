package org.periplus.batch.shutdown;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How the server goes when it is told to stop.
 *
 * @param mode {@code leave}: what runs is left to the next server at once; {@code drain}: only when
 *     it has not ended in time
 * @param drainTimeout how long the end of the running jobs is waited for
 * @param leaveTimeout how long those who work on a job may take to let go of it, and then the
 *     threads of steps to end
 */
@Dependent
public record ShutdownConfiguration(
    @ConfigProperty(name = MODE, defaultValue = "leave") String mode,
    @ConfigProperty(name = "periplus.shutdown.drain-timeout", defaultValue = "PT10M")
        Duration drainTimeout,
    @ConfigProperty(name = "periplus.shutdown.leave-timeout", defaultValue = "PT5S")
        Duration leaveTimeout) {

  private static final String MODE = "periplus.shutdown";

  /**
   * Checks the choice.
   *
   * @throws IllegalArgumentException if there is no such way to go
   */
  @Inject
  public ShutdownConfiguration {
    if (!mode.equals("leave") && !mode.equals("drain")) {
      throw new IllegalArgumentException(
          MODE + " is '" + mode + "'; there are the ways 'leave' and 'drain'");
    }
  }

  /** At once. */
  public static ShutdownConfiguration leave() {
    return new ShutdownConfiguration("leave", Duration.ofMinutes(10), Duration.ofSeconds(10));
  }

  boolean drains() {
    return mode.equals("drain");
  }
}
