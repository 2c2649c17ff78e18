package org.periplus.batch.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.BatchStatus;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.periplus.batch.run.JobFailure;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.ProcessWork;
import org.periplus.batch.run.Progress;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.workflow.WorkflowPlan;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;

/** Runs a subworkflow as a batch execution of its own and waits for it. */
final class SubworkflowWork implements ProcessWork {

  private final JobRun job;
  private final WorkflowServices services;
  private final StepRunStore stepRuns;
  private final StepPlace place;
  private final Workflow workflow;
  private final Requirements inherited;
  private final Progress progress;
  private volatile long executionId = -1;
  private volatile boolean stopped;

  SubworkflowWork(
      JobRun job,
      WorkflowServices services,
      StepPlace place,
      Workflow workflow,
      Requirements inherited,
      Progress progress) {
    this.job = job;
    this.services = services;
    this.stepRuns = job.services().stepRuns();
    this.place = place;
    this.workflow = workflow;
    this.inherited = inherited;
    this.progress = progress;
  }

  @Override
  public ObjectNode run(ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    Optional<StepRun> left = left();
    StepRun record =
        left.orElseGet(() -> job.records().begin(place, StepKind.SUBWORKFLOW, false, inputs));
    if (left.isEmpty()) {
      job.records().started(record);
    }
    WorkflowRun child =
        new WorkflowRun(
            job,
            services,
            place.path(),
            place.element(),
            WorkflowPlan.of(workflow, inherited),
            job.language().inputs().prepareForStep(workflow, inherited, inputs),
            progress,
            WorkflowRun.Staging.NONE);
    LongConsumer recorded =
        id -> {
          stepRuns.batchExecution(record.id(), id);
          executionId = id;
        };
    if (record.batchExecution().isPresent()) {
      services.executions().restart(record.batchExecution().get(), child, recorded);
    } else {
      services.executions().start(child, recorded);
    }
    if (stopped) {
      services.executions().stopIfRunning(executionId);
    }
    BatchStatus status = await(child);
    if (status == BatchStatus.COMPLETED) {
      ObjectNode outputs = child.values().workflowOutputs();
      job.records().ended(record, StepEnd.successful(outputs));
      return outputs;
    }
    if (status == BatchStatus.STOPPED) {
      job.records().ended(record, StepEnd.dismissed());
      throw new StepStoppedException();
    }
    if (job.handover().hasBegun()) {
      throw new InterruptedException();
    }
    JobFailure failure = job.failure().orElse(JobFailure.of("Step " + place.path() + " failed"));
    job.records().ended(record, StepEnd.failed(failure.reason()));
    throw new StepFailedException(failure.reason(), failure.kind());
  }

  /** What an earlier server had begun and not ended: it goes on, and does not begin again. */
  private Optional<StepRun> left() {
    return job.takenUp()
        ? job.records()
            .find(place)
            .filter(run -> !run.state().ended() && run.batchExecution().isPresent())
        : Optional.empty();
  }

  private static BatchStatus await(WorkflowRun child) throws InterruptedException {
    try {
      return child.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void stop() {
    stopped = true;
    if (executionId >= 0) {
      services.executions().stopIfRunning(executionId);
    }
  }
}
