package org.periplus.job.queue;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many jobs may wait, and how clients that repeat requests are known.
 *
 * @param maxQueued how many jobs wait for all servers at most
 * @param maxQueuedByTenant how many jobs of one tenant wait at most
 * @param retryAfter after what time a client shall try again whose job had no room
 * @param keyKept how long the key of a request stands for its job
 */
@Dependent
public record QueueConfiguration(
    @ConfigProperty(name = "periplus.jobs.max-queued", defaultValue = "100000") int maxQueued,
    @ConfigProperty(name = "periplus.jobs.max-queued-by-tenant", defaultValue = "50000")
        int maxQueuedByTenant,
    @ConfigProperty(name = "periplus.jobs.retry-after", defaultValue = "PT30S") Duration retryAfter,
    @ConfigProperty(name = "periplus.jobs.idempotency-key-kept", defaultValue = "PT24H")
        Duration keyKept) {

  @Inject
  public QueueConfiguration {}
}
