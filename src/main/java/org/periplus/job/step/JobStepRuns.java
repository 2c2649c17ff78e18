package org.periplus.job.step;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What becomes of the runs of a job's steps when the job changes, in that transaction. */
public final class JobStepRuns {

  private JobStepRuns() {}

  /** The runs of a job that did not end well are to be made again. */
  public static void reopen(EntityManager jpa, UUID jobId, Instant now) {
    jpa.createQuery(
            "select s from StepRun s where s.jobId = :job and s.state in :unsuccessful",
            StepRun.class)
        .setParameter("job", jobId.toString())
        .setParameter("unsuccessful", List.of(StepState.FAILED, StepState.DISMISSED))
        .getResultList()
        .forEach(run -> run.reopen(now));
  }

  /** What they have made of the job's secrets is forgotten. */
  public static void forgetSecrets(EntityManager jpa, UUID jobId) {
    jpa.createQuery(
            "update StepRun s set s.sealedOutputs = :forgotten"
                + " where s.jobId = :job and s.sealedOutputs is not null")
        .setParameter("forgotten", StepRun.FORGOTTEN)
        .setParameter("job", jobId.toString())
        .executeUpdate();
  }

  /** They are forgotten. */
  public static void forget(EntityManager jpa, UUID jobId) {
    jpa.createQuery("delete from StepRun s where s.jobId = :job")
        .setParameter("job", jobId.toString())
        .executeUpdate();
  }
}
