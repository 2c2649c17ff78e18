package org.periplus.job.step;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.Whose;

/**
 * Of whose job a run is, and what of it is counted, in the transaction that ends it.
 *
 * @param whose to whom it is counted
 */
record StepUsage(String tenant, String processId, Whose whose) {

  static StepUsage whose(EntityManager jpa, StepRun run) {
    Object[] job =
        jpa.createQuery(
                "select j.tenant, j.processId, j.request.ownerIssuer, j.request.ownerSubject"
                    + " from Job j where j.id = :job",
                Object[].class)
            .setParameter("job", run.jobId().toString())
            .getSingleResult();
    String tenant = (String) job[0];
    return new StepUsage(
        tenant,
        (String) job[1],
        Whose.of(
            tenant, Optional.ofNullable((String) job[2]), Optional.ofNullable((String) job[3])));
  }

  /**
   * Counts what a run has used.
   *
   * @param time how long its container had processors, in milliseconds
   */
  void count(EntityManager jpa, Usage usage, StepRun run, long time, StepEnd end) {
    usage.used(jpa, whose, Measure.PROCESSOR_TIME, time);
    usage.used(jpa, whose, Measure.BYTES, end.bytes());
    if (run.containerId().isPresent() && run.image().isPresent()) {
      usage.imageUsed(jpa, whose, run.image().get());
    }
    boolean isPublished =
        run.kind() == StepKind.STAGE_OUT && end.state() == StepState.SUCCESSFUL && end.bytes() > 0;
    if (isPublished && usage.counts(tenant, Measure.STORED_BYTES)) {
      usage.used(jpa, whose, Measure.STORED_BYTES, end.bytes());
      run.store(end.bytes());
    }
  }
}
