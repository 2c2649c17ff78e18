package org.periplus.batch.admission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether the server takes jobs when it starts.
 *
 * @param paused whether it takes none until that is changed by JMX
 */
@Dependent
public record IntakeConfiguration(
    @ConfigProperty(name = "periplus.jobs.intake-paused", defaultValue = "false") boolean paused) {

  @Inject
  public IntakeConfiguration {}
}
