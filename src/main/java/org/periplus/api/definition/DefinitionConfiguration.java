package org.periplus.api.definition;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How much of OpenAPI documents stays in memory.
 *
 * @param mostKept how many characters those that are kept have together; the last may go beyond it
 */
@Dependent
public record DefinitionConfiguration(
    @ConfigProperty(name = "periplus.http.max-kept-definitions", defaultValue = "16 MiB")
        DataSize mostKept) {

  @Inject
  public DefinitionConfiguration {}
}
