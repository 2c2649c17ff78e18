package org.periplus.job.queue;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.persistence.Database;

/** The jobs that were accepted and do not run yet, as clients see them. Threads share it. */
@Service
public class WaitingJobs {

  private record Load(long running, long waiting) {}

  private final Database database;
  private final QueueConfiguration configuration;
  private volatile WaitingReasons reasons = WaitingReasons.NONE;

  @Inject
  public WaitingJobs(Database database, QueueConfiguration configuration) {
    this.database = database;
    this.configuration = configuration;
  }

  /**
   * Sees that one more job of a tenant may wait. Requests at the same moment may all find the last
   * place free.
   *
   * @throws QueueFullException if it may not
   */
  public void requireRoom(String tenant) {
    Map<String, Load> loads = database.read(WaitingJobs::loads);
    if (waiting(loads, tenant) >= configuration.maxQueuedByTenant()) {
      throw new QueueFullException(
          true, configuration.maxQueuedByTenant(), configuration.retryAfter());
    }
    if (loads.values().stream().mapToLong(Load::waiting).sum() >= configuration.maxQueued()) {
      throw new QueueFullException(false, configuration.maxQueued(), configuration.retryAfter());
    }
  }

  private static long waiting(Map<String, Load> loads, String tenant) {
    return loads.containsKey(tenant) ? loads.get(tenant).waiting() : 0;
  }

  /** What this server lets run at once, to be told to whom waits. */
  public void explainedBy(WaitingReasons newReasons) {
    reasons = newReasons;
  }

  /** What a job that waits says: its place in the queue, and why it does not run yet. */
  public String message(Job job) {
    String place = "The job waits; its place in the queue is " + place(job) + ".";
    return database
        .read(jpa -> reasons.of(jpa, job))
        .map(reason -> place + " " + reason)
        .orElse(place);
  }

  /**
   * The place in the queue of a job that waits, from 1: how many start before it, itself counted,
   * if nothing ended and nothing came. The next job is always of the tenant of whom the fewest run.
   */
  public long place(Job job) {
    return database.read(
        jpa -> {
          Map<String, Load> loads = loads(jpa);
          long ofTenant = ahead(jpa, job) + 1;
          Load own = loads.getOrDefault(job.tenant(), new Load(0, 0));
          long runningThen = own.running() + ofTenant - 1;
          long ofOthers =
              loads.entrySet().stream()
                  .filter(other -> !other.getKey().equals(job.tenant()))
                  .map(Map.Entry::getValue)
                  .mapToLong(
                      other ->
                          Math.max(0, Math.min(other.waiting(), runningThen - other.running())))
                  .sum();
          return ofTenant + ofOthers;
        });
  }

  /** By the index of the queue alone: a job without a node waits. */
  private static long ahead(EntityManager jpa, Job job) {
    Object count =
        jpa.createNativeQuery(
                "select count(*) from job where node is null and status = ?1 and tenant = ?2 and"
                    + " (priority > ?3 or priority = ?3"
                    + " and (created < ?4 or created = ?4 and id < ?5))")
            .setParameter(1, JobStatus.ACCEPTED.name())
            .setParameter(2, job.tenant())
            .setParameter(3, job.priority())
            .setParameter(4, job.created().atOffset(ZoneOffset.UTC))
            .setParameter(5, job.id().toString())
            .getSingleResult();
    return ((Number) count).longValue();
  }

  private static Map<String, Load> loads(EntityManager jpa) {
    List<Object[]> rows =
        jpa.createQuery(
                "select j.tenant, j.status, count(j) from Job j where j.status in :open"
                    + " group by j.tenant, j.status",
                Object[].class)
            .setParameter("open", JobStatus.OPEN)
            .getResultList();
    Map<String, Load> loads = new HashMap<>();
    for (Object[] row : rows) {
      long count = (Long) row[2];
      loads.merge(
          (String) row[0],
          row[1] == JobStatus.RUNNING ? new Load(count, 0) : new Load(0, count),
          (a, b) -> new Load(a.running() + b.running(), a.waiting() + b.waiting()));
    }
    return loads;
  }
}
