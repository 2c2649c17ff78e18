package org.periplus.api.kept;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How much of answers stays in memory.
 *
 * @param most what all that are kept take together; with 0 none is kept
 */
@Dependent
public record KeptAnswersConfiguration(
    @ConfigProperty(name = "periplus.http.max-kept-answers", defaultValue = "16 MiB")
        DataSize most) {

  @Inject
  public KeptAnswersConfiguration {}
}
