package org.periplus.job;

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
 */
@Dependent
public record LogConfiguration(
    @ConfigProperty(name = "periplus.logs.max-size", defaultValue = "10 MiB") DataSize maxSize,
    @ConfigProperty(name = "periplus.logs.heartbeat", defaultValue = "PT15S") Duration heartbeat) {

  @Inject
  public LogConfiguration {}

  /** The defaults. */
  public static LogConfiguration defaults() {
    return new LogConfiguration(DataSize.of("10 MiB"), Duration.ofSeconds(15));
  }
}
