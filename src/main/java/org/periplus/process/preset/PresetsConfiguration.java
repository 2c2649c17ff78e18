package org.periplus.process.preset;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How much users may keep.
 *
 * @param maxCount how many presets a user may have in a tenant, of all processes
 * @param maxSize how large the inputs of one may be, as JSON
 * @param keptUnused how long one is kept that nobody saves or loads: the server does not learn when
 *     an account ends
 */
@Dependent
public record PresetsConfiguration(
    @ConfigProperty(name = PREFIX + "max-count", defaultValue = "200") int maxCount,
    @ConfigProperty(name = PREFIX + "max-size", defaultValue = "64 KiB") DataSize maxSize,
    @ConfigProperty(name = PREFIX + "kept-unused", defaultValue = "P365D") Duration keptUnused) {

  private static final String PREFIX = "periplus.presets.";

  @Inject
  public PresetsConfiguration {}

  /** 200 presets of 64 KiB, for a year. */
  public static PresetsConfiguration defaults() {
    return new PresetsConfiguration(200, DataSize.of("64 KiB"), Duration.ofDays(365));
  }
}
