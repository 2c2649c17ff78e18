package org.periplus.batch.jberet;

import org.jberet.job.model.Job;
import org.jberet.job.model.JobBuilder;
import org.jberet.job.model.Step;
import org.jberet.job.model.StepBuilder;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;

/** Builds the Jakarta Batch job that mirrors a workflow: one batch step for each CWL step. */
final class WorkflowJob {

  /** The artifact that runs a step or one element of a scattered step. */
  static final String ELEMENT = "element";

  /** The artifact that says how many partitions a scattered step has. */
  static final String SCATTER = "scatter";

  /** The artifact that brings referenced inputs to this machine. */
  static final String STAGE_IN = "stage-in";

  /** The artifact that publishes the results. */
  static final String STAGE_OUT = "stage-out";

  private WorkflowJob() {}

  static Job of(WorkflowRun run) {
    JobBuilder job = new JobBuilder(run.batchName()).restartable(true);
    run.stageInStep().ifPresent(name -> job.step(new StepBuilder(name).batchlet(STAGE_IN).build()));
    run.plan().steps().forEach(step -> job.step(batchStep(step)));
    run.stageOutStep()
        .ifPresent(name -> job.step(new StepBuilder(name).batchlet(STAGE_OUT).build()));
    return job.build();
  }

  private static Step batchStep(PlannedStep planned) {
    StepBuilder step = new StepBuilder(planned.name());
    if (planned.step().scatter().isEmpty()) {
      return step.batchlet(ELEMENT).build();
    }
    return step.batchlet(ELEMENT, new String[] {ELEMENT, "#{partitionPlan['element']}"})
        .partitionMapper(SCATTER)
        .build();
  }
}
