package org.periplus.job.queue;

import static java.util.Collections.nCopies;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.periplus.job.JobStatus;
import org.periplus.persistence.Database;
import org.periplus.persistence.PlainQuery;

/**
 * The jobs that wait for a server, and the leases of the servers that run them. All of it is in the
 * database, and leases are measured by the database's clock. Threads share it.
 */
public final class JobQueue {

  private static final String IN_SECONDS = "CURRENT_TIMESTAMP + INTERVAL '%d' SECOND";
  static final String OPEN = "status in ('ACCEPTED', 'RUNNING')";

  private static final PlainQuery<String> WAITING =
      new PlainQuery<>(
          "select tenant from job where node is null and " + OPEN + " fetch first 1 rows only",
          row -> row.getString(1));

  private static final PlainQuery<String> NEXT_TENANT =
      new PlainQuery<>(
          "select tenant from job where node is null and status = ? and tenant > ?"
              + " order by node, status, tenant fetch first 1 rows only",
          row -> row.getString(1));

  private static final PlainQuery<String> OPEN_JOB =
      new PlainQuery<>("select id from job where id = ? and " + OPEN, row -> row.getString(1));

  private final Database database;
  private final String node;
  private final String lease;
  private final String soon;
  private final QueueLimits limits;

  /**
   * How many jobs run at once.
   *
   * @param all on all servers together
   * @param byTenant of one tenant
   * @param byProcess of one process of one tenant
   */
  public record QueueLimits(int all, int byTenant, int byProcess) {}

  /**
   * @param node this server's name, which no other has
   * @param lease how long a server has a job without renewing that
   */
  public JobQueue(Database database, String node, Duration lease, QueueLimits limits) {
    this.database = database;
    this.node = node;
    this.lease = IN_SECONDS.formatted(lease.toSeconds());
    this.soon = IN_SECONDS.formatted(lease.toSeconds() / 2);
    this.limits = limits;
  }

  /** Whether any job waits for a server; within the limits or not. */
  public boolean anyWaits() {
    return WAITING.first(database).isPresent();
  }

  /** Whether a job waits or runs, on whatever server. */
  public boolean isOpen(UUID job) {
    return OPEN_JOB.first(database, job.toString()).isPresent();
  }

  /**
   * Takes jobs for this server, with what is recorded of each that is taken in the same commit.
   *
   * @param most how many at most
   */
  public List<UUID> take(int most, Consumer<UUID> taken) {
    return database.inOneTransaction(
        () -> {
          List<UUID> jobs = take(most);
          jobs.forEach(taken);
          return jobs;
        });
  }

  /**
   * Takes jobs for this server: those of others whose lease is over whatever the limits say, then
   * waiting ones within the limits, the next one always of the tenant of whom the fewest run.
   *
   * @param most how many at most
   */
  public List<UUID> take(int most) {
    return database.inOneTransaction(() -> database.inTransaction(jpa -> take(jpa, most)));
  }

  private List<UUID> take(EntityManager jpa, int most) {
    jpa.createNativeQuery("select id from job_queue where id = 1 for update").getResultList();
    List<UUID> taken = new ArrayList<>();
    for (Object id :
        jpa.createNativeQuery(
                "select id from job where node <> ?1 and lease_until < CURRENT_TIMESTAMP and "
                    + OPEN
                    + " order by created, id for update skip locked")
            .setParameter(1, node)
            .getResultList()) {
      taken.add(take(jpa, (String) id));
    }
    RunningJobs running = RunningJobs.of(jpa);
    while (taken.size() < most && running.all() < limits.all()) {
      Optional<Waiting> next = next(running);
      if (next.isEmpty()) {
        break;
      }
      running.add(next.get().tenant(), next.get().process());
      taken.add(take(jpa, next.get().id()));
    }
    return taken;
  }

  private UUID take(EntityManager jpa, String id) {
    jpa.createNativeQuery("update job set node = ?1, lease_until = " + lease + " where id = ?2")
        .setParameter(1, node)
        .setParameter(2, id)
        .executeUpdate();
    return UUID.fromString(id);
  }

  private record Waiting(String id, String tenant, String process) {}

  private Optional<Waiting> next(RunningJobs running) {
    List<String> tenants =
        waitingTenants().stream()
            .filter(tenant -> running.of(tenant) < limits.byTenant())
            .sorted((a, b) -> Integer.compare(running.of(a), running.of(b)))
            .toList();
    for (String tenant : tenants) {
      List<String> full = running.full(tenant, limits.byProcess());
      Optional<Waiting> first =
          first(JobStatus.RUNNING, tenant, full).or(() -> first(JobStatus.ACCEPTED, tenant, full));
      if (first.isPresent()) {
        return first;
      }
    }
    return Optional.empty();
  }

  /** The tenants with jobs that wait, each found by one step in the index however many it has. */
  private Set<String> waitingTenants() {
    Set<String> tenants = new TreeSet<>();
    for (JobStatus status : JobStatus.OPEN) {
      Optional<String> tenant = nextTenant(status, "");
      while (tenant.isPresent()) {
        tenants.add(tenant.get());
        tenant = nextTenant(status, tenant.get());
      }
    }
    return tenants;
  }

  private Optional<String> nextTenant(JobStatus status, String after) {
    return NEXT_TENANT.first(database, status.name(), after);
  }

  /**
   * The first job of a tenant that no server has: the one with the highest priority. Those that run
   * already and were let go come before those that only were accepted. The order names what is
   * given too, so that the index has it.
   *
   * @param full the processes of which no other job may run now
   */
  private Optional<Waiting> first(JobStatus status, String tenant, List<String> full) {
    String others =
        full.isEmpty()
            ? ""
            : " and process_id not in (" + String.join(",", nCopies(full.size(), "?")) + ")";
    return new PlainQuery<>(
            "select id, process_id from job where node is null and status = ? and tenant = ?"
                + others
                + " order by node, status, tenant, priority desc, created, id"
                + " fetch first 1 rows only for update skip locked",
            row -> new Waiting(row.getString(1), tenant, row.getString(2)))
        .first(
            database,
            Stream.concat(Stream.of(status.name(), tenant), full.stream()).toArray(String[]::new));
  }

  /**
   * Renews the leases of this server.
   *
   * @return the jobs that are still this server's, and whether each was dismissed
   */
  public Map<UUID, Boolean> renew() {
    return database.inTransaction(
        jpa -> {
          jpa.createNativeQuery("update job set lease_until = " + lease + " where node = ?1")
              .setParameter(1, node)
              .executeUpdate();
          Map<UUID, Boolean> mine = new HashMap<>();
          for (Object row :
              jpa.createNativeQuery("select id, status from job where node = ?1")
                  .setParameter(1, node)
                  .getResultList()) {
            Object[] job = (Object[]) row;
            JobStatus status = JobStatus.valueOf((String) job[1]);
            mine.put(UUID.fromString((String) job[0]), status == JobStatus.DISMISSED);
          }
          return mine;
        });
  }

  /**
   * Whether this server may work on a job. A lease that ended while the database was away, or ends
   * soon, and that no other server has taken since, is renewed by the question.
   */
  public boolean holds(UUID job) {
    return leasedTo(job, soon).filter(node::equals).isPresent() || renewed(job);
  }

  private boolean renewed(UUID job) {
    return database.inTransaction(
        jpa ->
            jpa.createNativeQuery(
                        "update job set lease_until = " + lease + " where id = ?1 and node = ?2")
                    .setParameter(1, job.toString())
                    .setParameter(2, node)
                    .executeUpdate()
                == 1);
  }

  /** Whether any server with a lease has a job. */
  public boolean held(UUID job) {
    return leasedTo(job, "CURRENT_TIMESTAMP").isPresent();
  }

  private Optional<String> leasedTo(UUID job, String until) {
    List<?> nodes =
        database.read(
            jpa ->
                jpa.createNativeQuery(
                        "select node from job where id = ?1 and node is not null"
                            + " and lease_until >= "
                            + until)
                    .setParameter(1, job.toString())
                    .getResultList());
    return nodes.stream().map(String.class::cast).findFirst();
  }

  /**
   * Records the end of a job of this server and lets it go, in one commit: what a server that is
   * killed in between had left of an ended job would be nobody's to remove until its lease is over.
   *
   * @return what recording the end has returned
   */
  public boolean releaseWith(UUID job, BooleanSupplier end) {
    return database.inOneTransaction(
        () -> {
          boolean recorded = end.getAsBoolean();
          release(job);
          return recorded;
        });
  }

  /** Lets a job of this server go; another may take it if it has not ended. */
  public void release(UUID job) {
    database.transact(
        jpa ->
            jpa.createNativeQuery(
                    "update job set node = null, lease_until = null where id = ?1 and node = ?2")
                .setParameter(1, job.toString())
                .setParameter(2, node)
                .executeUpdate());
  }

  /** Lets all jobs of earlier servers go, where no other server can have the same database. */
  public void releaseAll() {
    database.transact(
        jpa ->
            jpa.createNativeQuery(
                    "update job set node = null, lease_until = null where node is not null")
                .executeUpdate());
  }
}
