package org.periplus.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How jobs are run.
 *
 * @param dismissTimeout how long a dismissal waits for the job's steps to stop; then what is left
 *     of their containers is removed without it
 * @param expressionTimeout how long one CWL expression may take
 * @param toolRetries how often a tool is run again whose exit code says that its failure is
 *     temporary
 * @param toolRetryDelay how long to wait before the first such run; twice as long before each other
 * @param patience how long a step waits for what is away, an engine or the database, before it
 *     fails
 */
@Dependent
public record BatchConfiguration(
    @ConfigProperty(name = "periplus.jobs.dismiss-timeout", defaultValue = "PT5S")
        Duration dismissTimeout,
    @ConfigProperty(name = "periplus.cwl.expression.timeout", defaultValue = "PT10S")
        Duration expressionTimeout,
    @ConfigProperty(name = "periplus.tools.retries", defaultValue = "2") int toolRetries,
    @ConfigProperty(name = "periplus.tools.retry-delay", defaultValue = "PT10S")
        Duration toolRetryDelay,
    @ConfigProperty(name = "periplus.outages.patience", defaultValue = "PT5M") Duration patience) {

  @Inject
  public BatchConfiguration {}
}
