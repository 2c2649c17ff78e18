package org.periplus.job.step;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * The logs of step runs.
 *
 * @param maxSize how much of one log is kept: its beginning and its end, half of it each
 * @param heartbeat how often who follows a log hears from a tool that writes nothing
 * @param lookInterval how often the log of a run on another server is looked at while somebody
 *     follows it
 */
@Dependent
public record LogConfiguration(
    @ConfigProperty(name = "periplus.logs.max-size", defaultValue = "10 MiB") DataSize maxSize,
    @ConfigProperty(name = "periplus.logs.heartbeat", defaultValue = "PT15S") Duration heartbeat,
    @ConfigProperty(name = "periplus.logs.look-interval", defaultValue = "PT2S")
        Duration lookInterval) {

  @Inject
  public LogConfiguration {}

  /** The defaults. */
  public static LogConfiguration defaults() {
    return new LogConfiguration(
        DataSize.of("10 MiB"), Duration.ofSeconds(15), Duration.ofSeconds(2));
  }
}
