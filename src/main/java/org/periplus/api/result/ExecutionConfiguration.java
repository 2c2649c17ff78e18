package org.periplus.api.result;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How executions are answered.
 *
 * @param syncTimeout how long a request waits at most for its job, whatever the client prefers
 * @param inlineSize the largest file that a results document holds by value; larger ones are linked
 */
@Dependent
public record ExecutionConfiguration(
    @ConfigProperty(name = "periplus.jobs.sync-timeout", defaultValue = "PT60S")
        Duration syncTimeout,
    @ConfigProperty(name = "periplus.results.inline-size", defaultValue = "16 MiB")
        DataSize inlineSize) {

  @Inject
  public ExecutionConfiguration {}
}
