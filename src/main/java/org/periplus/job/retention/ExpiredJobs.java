package org.periplus.job.retention;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.step.JobUsage;
import org.periplus.job.store.JobResults;
import org.periplus.persistence.Database;
import org.periplus.security.quota.Usage;

/** Which jobs have something left that is to be deleted. Threads share it. */
@Service
public class ExpiredJobs {

  private static final int PAGE = 200;

  /** What of a job is kept for a time. */
  enum Part {
    JOB("j.lifetime.finished is not null"),
    RESULTS("j.status = org.periplus.job.JobStatus.SUCCESSFUL and j.resultsRemoved is null"),
    LOGS("j.logsRemoved is null"),
    SECRETS("j.status = org.periplus.job.JobStatus.FAILED and j.request.sealed is not null");

    private final String there;

    Part(String there) {
      this.there = there;
    }
  }

  private final Database database;
  private final Usage usage;

  @Inject
  public ExpiredJobs(Database database, Usage usage) {
    this.database = database;
    this.usage = usage;
  }

  /** The tenants that have jobs which have ended. */
  List<String> tenants() {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select distinct j.tenant from Job j where j.lifetime.finished is not null",
                    String.class)
                .getResultList());
  }

  /**
   * Some of the tenant's jobs that ended before an instant and still have that part, oldest first;
   * empty when there are no more.
   *
   * @param skipped how many of them to leave out
   */
  List<Job> find(String tenant, Part part, Instant endedBefore, int skipped) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select j from Job j where j.tenant = :tenant and j.lifetime.finished < :before"
                        + " and "
                        + part.there
                        + " order by j.lifetime.finished, j.id",
                    Job.class)
                .setParameter("tenant", tenant)
                .setParameter("before", endedBefore)
                .setFirstResult(skipped)
                .setMaxResults(PAGE)
                .getResultList());
  }

  /** Notes that the job's results are gone. */
  void resultsRemoved(UUID id, Instant now) {
    change(
        id,
        (jpa, job) -> {
          job.removeResults(now);
          jpa.find(JobResults.class, job.id().toString()).remove();
          JobUsage.released(jpa, usage, job);
        });
  }

  /** Notes that the job's logs are gone; its steps no longer refer to them. */
  void logsRemoved(UUID id, Instant now) {
    change(id, (jpa, job) -> job.removeLogs(now));
    database.transact(
        jpa ->
            jpa.createQuery("update StepRun s set s.logFile = null where s.jobId = :job")
                .setParameter("job", id.toString())
                .executeUpdate());
  }

  private void change(UUID id, BiConsumer<EntityManager, Job> change) {
    database.transact(
        jpa -> {
          Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
          if (job != null) {
            change.accept(jpa, job);
          }
        });
  }
}
