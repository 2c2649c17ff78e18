package org.periplus.job.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * How long what is left of a job is kept after the job has ended; for ever where nothing is said.
 *
 * @param jobs the job itself, with all that belongs to it
 * @param results its published results
 * @param logs the logs of its tools
 * @param secrets how long the secret inputs of a job that failed are kept for its restart
 * @param interval how often the server, or one of a cluster, looks for what is to be deleted
 */
@Dependent
public record RetentionConfiguration(
    @ByTenant @ConfigProperty(name = PREFIX + "jobs") Optional<Duration> jobs,
    @ByTenant @ConfigProperty(name = PREFIX + "results") Optional<Duration> results,
    @ByTenant @ConfigProperty(name = PREFIX + "logs") Optional<Duration> logs,
    @ConfigProperty(name = "periplus.secrets.kept-after-failure", defaultValue = "P7D")
        Duration secrets,
    @ConfigProperty(name = PREFIX + "interval", defaultValue = "PT1H") Duration interval) {

  private static final String PREFIX = "periplus.retention.";

  @Inject
  public RetentionConfiguration {}

  RetentionConfiguration of(String tenant, TenantKeys keys) {
    return new RetentionConfiguration(
        keys.find(tenant, PREFIX + "jobs", Duration.class).or(() -> jobs),
        keys.find(tenant, PREFIX + "results", Duration.class).or(() -> results),
        keys.find(tenant, PREFIX + "logs", Duration.class).or(() -> logs),
        secrets,
        interval);
  }
}
