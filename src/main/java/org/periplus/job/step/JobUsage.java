package org.periplus.job.step;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.periplus.job.Job;
import org.periplus.security.identity.Account;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.Whose;

/** For whom a job uses what it uses. */
public final class JobUsage {

  private JobUsage() {}

  public static Whose whose(Job job) {
    return whose(job.tenant(), job.request().owner());
  }

  public static Whose whose(String tenant, Optional<Account> owner) {
    return Whose.of(tenant, owner.map(Account::issuer), owner.map(Account::subject));
  }

  /** What the job's results took is free again, in the transaction that notes their removal. */
  public static void released(EntityManager jpa, Usage usage, Job job) {
    long stored = stored(jpa, job);
    if (stored == 0) {
      return;
    }
    usage.used(jpa, whose(job), Measure.STORED_BYTES, -stored);
    jpa.createQuery("update StepRun s set s.storedBytes = null where s.jobId = :job")
        .setParameter("job", job.id().toString())
        .executeUpdate();
  }

  /** What the job's results take is that of whose the job is after the change. */
  public static void moved(EntityManager jpa, Usage usage, Job job, Runnable change) {
    long stored = stored(jpa, job);
    usage.used(jpa, whose(job), Measure.STORED_BYTES, -stored);
    change.run();
    usage.used(jpa, whose(job), Measure.STORED_BYTES, stored);
  }

  private static long stored(EntityManager jpa, Job job) {
    Number stored =
        (Number)
            jpa.createQuery(
                    "select sum(s.storedBytes) from StepRun s where s.jobId = :job"
                        + " and s.storedBytes is not null")
                .setParameter("job", job.id().toString())
                .getSingleResult();
    return stored == null ? 0 : stored.longValue();
  }
}
