package org.periplus.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.cwl.expression.ExpressionLimits;

/**
 * How jobs are run.
 *
 * @param dismissTimeout how long a dismissal waits for the job's steps to stop; then what is left
 *     of their containers is removed without it
 * @param expressionTimeout how long one CWL expression may take
 * @param expressionMemory how much memory one CWL expression may take
 * @param memoryOfAllExpressions how much all may take that are evaluated at once, without the first
 *     16 MiB of each; a third of the heap when it is empty
 * @param toolRetries how often a tool is run again whose exit code says that its failure is
 *     temporary
 * @param toolRetryDelay how long to wait before the first such run; twice as long before each other
 * @param lostRetries how often a tool is run again whose container the engine has lost
 * @param patience how long a step waits for what is away, an engine or the database, before it
 *     fails
 */
@Dependent
public record BatchConfiguration(
    @ConfigProperty(name = "periplus.jobs.dismiss-timeout", defaultValue = "PT5S")
        Duration dismissTimeout,
    @ConfigProperty(name = "periplus.cwl.expression.timeout", defaultValue = "PT10S")
        Duration expressionTimeout,
    @ConfigProperty(name = "periplus.cwl.expression.max-memory", defaultValue = "512 MiB")
        DataSize expressionMemory,
    @ConfigProperty(name = "periplus.cwl.expression.max-memory-of-all")
        Optional<DataSize> memoryOfAllExpressions,
    @ConfigProperty(name = "periplus.tools.retries", defaultValue = "2") int toolRetries,
    @ConfigProperty(name = "periplus.tools.retry-delay", defaultValue = "PT10S")
        Duration toolRetryDelay,
    @ConfigProperty(name = "periplus.tools.lost-retries", defaultValue = "5") int lostRetries,
    @ConfigProperty(name = "periplus.outages.patience", defaultValue = "PT5M") Duration patience) {

  @Inject
  public BatchConfiguration {}

  /** What CWL expressions may use. */
  ExpressionLimits expressionLimits() {
    ExpressionLimits each =
        ExpressionLimits.DEFAULT
            .withTimeout(expressionTimeout)
            .withMaxMemory(expressionMemory.bytes());
    return memoryOfAllExpressions.map(all -> each.withMaxMemoryOfAll(all.bytes())).orElse(each);
  }
}
