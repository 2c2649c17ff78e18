package org.periplus.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.periplus.cwl.workflow.WorkflowException;
import org.periplus.job.StepEnd;
import org.periplus.job.StepKind;
import org.periplus.job.StepRun;
import org.periplus.staging.StageOutException;

/** Publishes a job's outputs, after all other steps. */
final class StageOutWork implements StepWork {

  private final WorkflowRun run;

  StageOutWork(WorkflowRun run) {
    this.run = run;
  }

  @Override
  public void run() throws StepFailedException, StepStoppedException {
    JobRun job = run.job();
    if (job.stopped()) {
      throw new StepStoppedException();
    }
    JobServices services = job.services();
    String name = run.stageOutStep().orElseThrow();
    StepRun record = services.stepRuns().begin(job.id(), name, "", StepKind.STAGE_OUT, true);
    services.stepRuns().started(record.id());
    job.stepStarted(name);
    try (StepLog log =
        new StepLog(services.data().root().resolve(record.logFile().orElseThrow()))) {
      ObjectNode outputs = run.values().workflowOutputs();
      log.note("Publishing " + outputs.size() + " outputs of job " + job.id());
      ObjectNode results =
          services
              .stageOut()
              .orElseThrow()
              .publish(
                  job.id(),
                  run.plan().workflow().outputs(),
                  outputs,
                  job.workFolder().resolve("publish"));
      log.note("Published: " + results);
      job.published(results);
      services.stepRuns().ended(record.id(), StepEnd.successful(results));
    } catch (StageOutException | WorkflowException | IOException e) {
      services.stepRuns().ended(record.id(), StepEnd.failed(e.getMessage()));
      throw new StepFailedException("Step " + name + " failed: " + e.getMessage(), e);
    } finally {
      job.stepEnded(name);
    }
  }

  @Override
  public void stop() {
    // It moves files on this machine and ends by itself; the job's end decides what they are worth.
  }
}
