package org.periplus.batch.admission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How full the disk of the data directory may become.
 *
 * @param minFree below this no step starts; {@code 0 B} for never
 * @param checkInterval how often the disk is looked at while steps wait for room on it, and what a
 *     tool has written while it runs
 * @param maxStepSize how much one run of a tool may write; {@code 0 B} for any amount
 */
@Dependent
public record DiskConfiguration(
    @ConfigProperty(name = "periplus.data.min-free", defaultValue = "1 GiB") DataSize minFree,
    @ConfigProperty(name = "periplus.data.check-interval", defaultValue = "PT5S")
        Duration checkInterval,
    @ConfigProperty(name = "periplus.data.max-step-size", defaultValue = "100 GiB")
        DataSize maxStepSize) {

  @Inject
  public DiskConfiguration {}

  /** The disk may become full. */
  public static DiskConfiguration unwatched() {
    return new DiskConfiguration(new DataSize(0), Duration.ofHours(1), new DataSize(0));
  }
}
