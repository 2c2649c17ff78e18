package org.periplus.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.BatchStatus;
import java.io.IOException;
import java.util.UUID;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.tool.JobContainers;
import org.periplus.job.step.StepEnd;

/** Records how jobs have ended, and clears up after them. Safe for use by several threads. */
record ExecutionEnd(JobServices services, JobContainers containers) {

  private static final System.Logger LOG = System.getLogger(ExecutionEnd.class.getName());

  /** Records the end of a job whose batch execution has ended like this. */
  void record(JobRun run, BatchStatus status) {
    UUID id = run.id();
    if (status == BatchStatus.FAILED && run.handover().hasBegun()) {
      LOG.log(System.Logger.Level.INFO, "Job {0} is left to the next server", id);
      return;
    }
    if (run.mayHaveContainersLeft()) {
      containers.removeAll(id); // Of what a killed server had made, some is not recorded.
    }
    if (run.takenUp()) {
      run.records().keepLogsLeft();
    }
    if (status == BatchStatus.COMPLETED) {
      services.jobs().successful(id, run.results());
      discardWork(run);
    } else if (status == BatchStatus.STOPPED) {
      services.stepRuns().endOpen(id, StepEnd.dismissed());
      services.jobs().dismissed(id);
      discardWork(run);
    } else {
      String reason = run.failure().orElse("The job failed.");
      services.stepRuns().endOpen(id, StepEnd.failed(reason));
      if (!recordFailure(id, reason)) {
        discardWork(run); // Another server has dismissed it, so nobody restarts it.
      }
    }
    LOG.log(System.Logger.Level.INFO, "Job {0} ended: {1}", id, status);
  }

  /** Records that a job failed; false when it had ended before. */
  boolean recordFailure(UUID id, String reason) {
    return services.jobs().failed(id, reason, problem(reason));
  }

  private static ObjectNode problem(String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", "The job failed")
        .put("status", 500)
        .put("detail", reason);
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
