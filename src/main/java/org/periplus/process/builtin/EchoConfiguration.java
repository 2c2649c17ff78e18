package org.periplus.process.builtin;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the process {@code echo} can be asked for.
 *
 * @param maxPause how long an execution may be asked to wait; its job runs meanwhile and keeps
 *     others from running
 */
@Dependent
public record EchoConfiguration(
    @ConfigProperty(name = "periplus.processes.echo.max-pause", defaultValue = "PT10M")
        Duration maxPause) {

  /**
   * @throws IllegalArgumentException if the time is negative
   */
  @Inject
  public EchoConfiguration {
    if (maxPause.isNegative()) {
      throw new IllegalArgumentException(
          "periplus.processes.echo.max-pause is negative: " + maxPause);
    }
  }

  /** The defaults. */
  public static EchoConfiguration defaults() {
    return new EchoConfiguration(Duration.ofMinutes(10));
  }
}
