package org.periplus.job.store;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.StartedBy;
import org.periplus.job.SteadyClock;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.list.JobFilter;
import org.periplus.job.list.JobPage;
import org.periplus.job.list.JobQuery;
import org.periplus.job.step.JobStepRuns;
import org.periplus.job.step.JobUsage;
import org.periplus.persistence.Database;
import org.periplus.security.quota.Usage;

/**
 * The jobs. Every change is one transaction that holds the job's row, so that of two changes at the
 * same time one comes first: a status that ended is never left. Threads share it.
 */
@Service
public class JobStore {

  private final Database database;
  private final CallbackOutbox callbacks;
  private final Usage usage;
  private final InstantSource clock;
  private final JobChanges changes;

  @Inject
  public JobStore(Database database, CallbackOutbox callbacks, Usage usage) {
    this(database, callbacks, usage, SteadyClock.OF_THE_SERVER);
  }

  /** Without quotas. */
  public JobStore(Database database, CallbackOutbox callbacks) {
    this(database, callbacks, SteadyClock.OF_THE_SERVER);
  }

  /** Without anybody who takes from the outbox on this server. */
  public JobStore(Database database) {
    this(database, new CallbackOutbox(database));
  }

  public JobStore(Database database, CallbackOutbox callbacks, InstantSource clock) {
    this(database, callbacks, Usage.none(database), clock);
  }

  private JobStore(Database database, CallbackOutbox callbacks, Usage usage, InstantSource clock) {
    this.database = database;
    this.callbacks = callbacks;
    this.usage = usage;
    this.clock = clock;
    this.changes = new JobChanges(database, callbacks, clock);
  }

  /** Calls back, by the thread that changed it, with whatever job this server changes. */
  public void onChanged(Consumer<UUID> watcher) {
    changes.onChanged(watcher);
  }

  /** Records a job, as accepted or as created. */
  public Job create(NewJob order) {
    return create(order, jpa -> {});
  }

  /**
   * Records a job, and what belongs to it in the same transaction.
   *
   * @throws org.periplus.security.quota.QuotaExceededException if the tenant or the user has used
   *     what they may
   */
  public Job create(NewJob order, Consumer<EntityManager> more) {
    return database.inTransaction(
        jpa -> {
          usage.jobMade(jpa, JobUsage.whose(order.tenant(), order.ownership().account()));
          Job job = new Job(order, clock.instant());
          jpa.persist(job);
          jpa.flush();
          if (job.subscribed()) {
            callbacks.subscribe(jpa, job.id(), job.tenant(), order.subscription());
          }
          more.accept(jpa);
          return job;
        });
  }

  /** The job, whoever's it is. */
  public Optional<Job> find(UUID id) {
    return database.read(jpa -> Optional.ofNullable(jpa.find(Job.class, id.toString())));
  }

  /** The job, if it is the tenant's. */
  public Optional<Job> find(String tenant, UUID id) {
    return find(id).filter(job -> job.tenant().equals(tenant));
  }

  /** The results document of a job; hrefs into the result store begin with {@code store:}. */
  public Optional<JsonNode> results(UUID id) {
    return database.read(
        jpa ->
            Optional.ofNullable(jpa.find(JobResults.class, id.toString()))
                .flatMap(JobResults::results));
  }

  /**
   * A tenant's jobs, newest first.
   *
   * @param place beside which job the part lies; empty for the newest
   */
  public JobPage list(String tenant, JobFilter filter, int limit, Optional<JobPage.Place> place) {
    JobQuery query = new JobQuery(tenant, filter, place, clock.instant());
    return database.read(jpa -> query.page(jpa, limit));
  }

  /** The jobs of all tenants that have not ended, oldest first: what a server that starts finds. */
  public List<Job> open() {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select j from Job j where j.status in :open order by j.lifetime.created, j.id",
                    Job.class)
                .setParameter("open", JobStatus.OPEN)
                .getResultList());
  }

  /** Some of the jobs of all tenants that run, on any server, oldest first. */
  public List<Job> running(int most) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select j from Job j where j.status = :running order by j.lifetime.created,"
                        + " j.id",
                    Job.class)
                .setParameter("running", JobStatus.RUNNING)
                .setMaxResults(most)
                .getResultList());
  }

  /** The jobs of one process that have not ended, oldest first. */
  public List<Job> open(String tenant, String processId) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select j from Job j where j.tenant = :tenant and j.processId = :process"
                        + " and j.status in :open order by j.lifetime.created, j.id",
                    Job.class)
                .setParameter("tenant", tenant)
                .setParameter("process", processId)
                .setParameter("open", JobStatus.OPEN)
                .getResultList());
  }

  /** Gives a job that was not started yet another definition; false if it was started. */
  public boolean redefined(UUID id, NewJob order) {
    return database.inTransaction(
        jpa -> {
          Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
          if (job == null || job.status() != JobStatus.CREATED) {
            return false;
          }
          job.define(order, clock.instant());
          callbacks.subscribe(jpa, id, job.tenant(), order.subscription());
          return true;
        });
  }

  /** A job that was created is to run now; false if it was started already. */
  public boolean accepted(UUID id, StartedBy request) {
    return changes.when(
        id,
        job -> job.status() == JobStatus.CREATED,
        (job, now) -> job.accept(request, now),
        (jpa, job) -> usage.requireRest(jpa, JobUsage.whose(job)));
  }

  /** The job runs now, unless it ended already; its first start time stays. */
  public boolean started(UUID id) {
    return changes.whileOpen(id, (job, now) -> job.start(now));
  }

  /** Says what a job is doing; progress is never lowered, and a job that ended stays as it is. */
  public boolean progress(UUID id, int progress, String message) {
    return changes.whileOpen(id, (job, now) -> job.advance(progress, message, now));
  }

  /** Ends a job with its results; false if it ended already. */
  public boolean successful(UUID id, JsonNode results) {
    return changes.whileOpen(
        id,
        (job, now) -> job.succeed(now),
        (jpa, job) -> {
          jpa.find(JobResults.class, id.toString()).keep(results);
          JobStepRuns.forgetSecrets(jpa, id);
        });
  }

  /** Ends a job with a problem; false if it ended already. */
  public boolean failed(UUID id, String message, JsonNode problem) {
    return changes.whileOpen(id, (job, now) -> job.fail(message, problem, now));
  }

  /** Ends a job on request; false if it ended already. */
  public boolean dismissed(UUID id) {
    return changes.whileOpen(
        id, (job, now) -> job.dismiss(now), (jpa, job) -> JobStepRuns.forgetSecrets(jpa, id));
  }

  /**
   * A job that failed is to go on, and the runs of its steps that did not end well are to be made
   * again; false if it did not fail.
   *
   * @param inputs the input object with which it does
   * @param request what asks for that
   */
  public boolean restarted(UUID id, JsonNode inputs, StartedBy request) {
    return changes.when(
        id,
        job -> job.status() == JobStatus.FAILED,
        (job, now) -> job.restart(inputs, request, now),
        (jpa, job) -> {
          usage.requireRest(jpa, JobUsage.whose(job));
          JobStepRuns.reopen(jpa, id, clock.instant());
        });
  }

  /**
   * Like {@link #restarted}, with secrets that were given again.
   *
   * @param sealed all its secrets
   * @param anew whether it begins at its first step, as if none had run
   */
  public boolean restartedWith(
      UUID id, JsonNode inputs, String sealed, boolean anew, StartedBy request) {
    return changes.when(
        id,
        job -> job.status() == JobStatus.FAILED,
        (job, now) -> job.restartWith(inputs, sealed, anew, request, now),
        (jpa, job) -> {
          usage.requireRest(jpa, JobUsage.whose(job));
          if (anew) {
            JobStepRuns.forget(jpa, id);
          } else {
            JobStepRuns.reopen(jpa, id, clock.instant());
          }
        });
  }

  /**
   * Forgets the secrets of a job that failed; false if it did not fail. What its steps have made of
   * them is forgotten too.
   */
  public boolean forgetSecrets(UUID id) {
    return database.inTransaction(
        jpa -> {
          Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
          if (job == null || job.status() != JobStatus.FAILED) {
            return false;
          }
          job.request().forgetSecrets();
          JobStepRuns.forgetSecrets(jpa, id);
          return true;
        });
  }

  /** Notes a batch execution of the job. */
  public boolean addBatchExecution(UUID id, long executionId) {
    return changes.when(id, job -> true, (job, now) -> job.addBatchExecution(executionId, now));
  }

  /** Forgets a job and the runs of its steps; false if there is none. */
  public boolean delete(UUID id) {
    return database.inTransaction(
        jpa -> {
          Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
          if (job == null) {
            return false;
          }
          JobUsage.released(jpa, usage, job);
          JobStepRuns.forget(jpa, id);
          jpa.remove(job);
          return true;
        });
  }
}
