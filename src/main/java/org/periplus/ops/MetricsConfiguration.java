package org.periplus.ops;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether metrics are shown.
 *
 * @param enabled whether {@code /periplus/metrics} is answered
 */
@Dependent
public record MetricsConfiguration(
    @ConfigProperty(name = "periplus.metrics.enabled", defaultValue = "true") boolean enabled) {

  @Inject
  public MetricsConfiguration {}
}
