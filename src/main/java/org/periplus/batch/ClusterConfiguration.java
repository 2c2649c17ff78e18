package org.periplus.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.job.queue.JobQueue.QueueLimits;

/**
 * How servers share the jobs of one database.
 *
 * @param node this server's name, which no other has and which it keeps over a restart; without it,
 *     a new one at each start
 * @param lease how long a server has a job without renewing that; then another takes it
 * @param heartbeat how often a server renews its leases, sees dismissals that came to others, and
 *     looks for jobs
 * @param parallel how many jobs run on this server at once
 * @param all how many jobs run on all servers at once
 * @param byTenant how many jobs of one tenant run at once
 * @param byProcess how many jobs of one process of a tenant run at once
 */
@Dependent
public record ClusterConfiguration(
    @ConfigProperty(name = "periplus.cluster.node") Optional<String> node,
    @ConfigProperty(name = "periplus.cluster.lease", defaultValue = "PT30S") Duration lease,
    @ConfigProperty(name = "periplus.cluster.heartbeat", defaultValue = "PT2S") Duration heartbeat,
    @ConfigProperty(name = "periplus.jobs.parallel", defaultValue = "32") int parallel,
    @ConfigProperty(name = "periplus.jobs.max-running", defaultValue = "1000") int all,
    @ConfigProperty(name = "periplus.jobs.max-running-by-tenant", defaultValue = "1000")
        int byTenant,
    @ConfigProperty(name = "periplus.jobs.max-running-by-process", defaultValue = "1000")
        int byProcess) {

  @Inject
  public ClusterConfiguration {}

  /** One server alone, with that many jobs at once. */
  static ClusterConfiguration alone(int parallel) {
    return new ClusterConfiguration(
        Optional.empty(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        parallel,
        1000,
        1000,
        1000);
  }

  String name() {
    return node.orElseGet(() -> UUID.randomUUID().toString());
  }

  QueueLimits limits() {
    return new QueueLimits(all, byTenant, byProcess);
  }
}
