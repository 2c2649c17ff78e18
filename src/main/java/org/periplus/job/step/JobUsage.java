package org.periplus.job.step;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.periplus.job.Job;
import org.periplus.job.JobOwner;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.Whose;

/** For whom a job uses what it uses. */
public final class JobUsage {

  private JobUsage() {}

  public static Whose whose(Job job) {
    return whose(job.tenant(), job.request().owner());
  }

  public static Whose whose(String tenant, Optional<JobOwner> owner) {
    return Whose.of(tenant, owner.map(JobOwner::issuer), owner.map(JobOwner::subject));
  }

  /** What the job's results took is free again, in the transaction that notes their removal. */
  public static void released(EntityManager jpa, Usage usage, Job job) {
    Number stored =
        (Number)
            jpa.createQuery(
                    "select sum(s.storedBytes) from StepRun s where s.jobId = :job"
                        + " and s.storedBytes is not null")
                .setParameter("job", job.id().toString())
                .getSingleResult();
    if (stored == null || stored.longValue() == 0) {
      return;
    }
    usage.used(jpa, whose(job), Measure.STORED_BYTES, -stored.longValue());
    jpa.createQuery("update StepRun s set s.storedBytes = null where s.jobId = :job")
        .setParameter("job", job.id().toString())
        .executeUpdate();
  }
}
