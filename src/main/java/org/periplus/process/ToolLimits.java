package org.periplus.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What tools may use at most, whatever packages and executions ask for.
 *
 * @param maxTime how long a tool may run, also one without a {@code ToolTimeLimit}; any time where
 *     nothing is said
 */
@Dependent
public record ToolLimits(
    @ConfigProperty(name = "periplus.containers.max-time") Optional<Duration> maxTime) {

  /** No limits. */
  public static final ToolLimits NONE = new ToolLimits(Optional.empty());

  /**
   * @throws IllegalArgumentException if no tool could run
   */
  @Inject
  public ToolLimits {
    if (maxTime.filter(time -> time.isZero() || time.isNegative()).isPresent()) {
      throw new IllegalArgumentException("periplus.containers.max-time must be more than nothing");
    }
  }

  /** How long a tool may run that asks for so much. */
  public Optional<Duration> time(Optional<Duration> asked) {
    return asked
            .filter(time -> maxTime.filter(most -> most.compareTo(time) < 0).isEmpty())
            .isPresent()
        ? asked
        : maxTime;
  }
}
