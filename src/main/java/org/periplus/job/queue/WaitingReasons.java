package org.periplus.job.queue;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.periplus.job.Job;
import org.periplus.job.queue.JobQueue.QueueLimits;

/**
 * Why a job that was accepted does not run yet. Threads share it.
 *
 * @param limits how many jobs run at once, on all servers
 * @param paused whether this server takes no jobs for now
 */
public record WaitingReasons(Optional<QueueLimits> limits, BooleanSupplier paused) {

  static final WaitingReasons NONE = new WaitingReasons(Optional.empty(), () -> false);

  public WaitingReasons(QueueLimits limits, BooleanSupplier paused) {
    this(Optional.of(limits), paused);
  }

  /** The reason as a sentence; empty when nothing is known of it. */
  Optional<String> of(EntityManager jpa, Job job) {
    return paused.getAsBoolean()
        ? Optional.of("No jobs are started for now: an operator has paused that.")
        : limits.map(known -> reason(jpa, job, known));
  }

  private static String reason(EntityManager jpa, Job job, QueueLimits limits) {
    String ofTenant = " and tenant = ?1";
    if (running(jpa, ofTenant + " and process_id = ?2", job.tenant(), job.processId())
        >= limits.byProcess()) {
      return "As many jobs of this process run as may at once (" + limits.byProcess() + ").";
    }
    if (running(jpa, ofTenant, job.tenant()) >= limits.byTenant()) {
      return "As many of your jobs run as may at once (" + limits.byTenant() + ").";
    }
    return running(jpa, "") >= limits.all()
        ? "As many jobs run as may at once (" + limits.all() + ")."
        : "It starts as soon as a server has room for it.";
  }

  /** As the queue counts them. */
  private static long running(EntityManager jpa, String condition, String... values) {
    var query =
        jpa.createNativeQuery(
            "select count(*) from job where node is not null and status in ('ACCEPTED',"
                + " 'RUNNING')"
                + condition);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return ((Number) query.getSingleResult()).longValue();
  }
}
