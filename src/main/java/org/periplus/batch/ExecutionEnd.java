package org.periplus.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.BatchStatus;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.periplus.batch.run.JobFailure;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.tool.JobContainers;
import org.periplus.job.queue.JobQueue;
import org.periplus.job.step.StepEnd;

/** Records how jobs have ended, and clears up after them. Safe for use by several threads. */
record ExecutionEnd(JobServices services, JobContainers containers, JobQueue queue) {

  private static final System.Logger LOG = System.getLogger(ExecutionEnd.class.getName());

  /**
   * Records the end of a job whose batch execution has ended like this.
   *
   * @return whether the queue has it back with that; not when another server is to go on
   */
  boolean record(JobRun run, BatchStatus status) {
    UUID id = run.id();
    if (status == BatchStatus.FAILED && run.handover().hasBegun()) {
      services.later().write(id);
      LOG.log(System.Logger.Level.INFO, "Job {0} is left to the next server", id);
      return false;
    }
    if (run.mayHaveContainersLeft()) {
      containers.removeAll(id); // Of what a killed server had made, some is not recorded.
    }
    if (run.takenUp()) {
      run.records().keepLogsLeft();
    }
    if (status == BatchStatus.COMPLETED) {
      released(id, () -> services.jobs().successful(id, run.results()));
      discardWork(run);
    } else if (status == BatchStatus.STOPPED) {
      released(
          id,
          () -> {
            services.stepRuns().endOpen(id, StepEnd.dismissed());
            return services.jobs().dismissed(id);
          });
      discardWork(run);
    } else {
      JobFailure failure = run.failure().orElse(JobFailure.of("The job failed."));
      if (!recordFailure(id, failure)) {
        discardWork(run); // Another server has dismissed it, so nobody restarts it.
      }
    }
    LOG.log(System.Logger.Level.INFO, "Job {0} ended: {1}", id, status);
    return true;
  }

  /** Records that a job failed, with what of it had not ended; false when it had ended before. */
  boolean recordFailure(UUID id, JobFailure failure) {
    return released(
        id,
        () -> {
          services.stepRuns().endOpen(id, StepEnd.failed(failure.reason()));
          return services.jobs().failed(id, failure.reason(), problem(failure));
        });
  }

  /** What is left to be written of the job, its end and its release are one commit. */
  private boolean released(UUID id, BooleanSupplier end) {
    return services.later().together(id, () -> queue.releaseWith(id, end));
  }

  private static ObjectNode problem(JobFailure failure) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", failure.kind().type())
        .put("title", failure.kind().title())
        .put("status", failure.kind().status())
        .put("detail", failure.reason());
  }

  private static void discardWork(JobRun run) {
    try {
      run.discardWork();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "Working files of job " + run.id() + " are left behind", e);
    }
  }
}
