package org.periplus.ops;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How the server finds out whether what it needs is there.
 *
 * @param timeout how long each thing has for its answer
 * @param maxAge how long an answer counts before the thing is asked again
 */
@Dependent
public record HealthConfiguration(
    @ConfigProperty(name = "periplus.health.timeout", defaultValue = "PT4S") Duration timeout,
    @ConfigProperty(name = "periplus.health.max-age", defaultValue = "PT5S") Duration maxAge) {

  @Inject
  public HealthConfiguration {}
}
