package org.periplus.batch.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.batch.run.ProcessWork;
import org.periplus.batch.run.Progress;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.batch.run.StepWork;
import org.periplus.batch.tool.ToolWork;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.workflow.WorkflowException;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;

/** Runs a step, or one element of a scattered step: links its inputs, then runs its process. */
final class ElementWork implements StepWork {

  private final WorkflowRun run;
  private final PlannedStep step;
  private final String index;
  private final StepPlace place;
  private final Progress progress;
  private final ProcessWork process;

  ElementWork(WorkflowRun run, PlannedStep step, String index) {
    this.run = run;
    this.step = step;
    this.index = index;
    this.place = run.place(step.name(), index);
    this.progress = run.progressOf(step.name(), index);
    this.process = processWork(step.process());
  }

  private ProcessWork processWork(Process wanted) {
    if (wanted instanceof CommandLineTool tool) {
      return new ToolWork(
          run.job(), run.services().tools(), place, tool, run.job().changed(step.requirements()));
    }
    if (wanted instanceof ExpressionTool tool) {
      return new ExpressionWork(run.job(), place, tool, run.job().changed(step.requirements()));
    }
    if (wanted instanceof Workflow workflow) {
      return new SubworkflowWork(
          run.job(), run.services(), place, workflow, step.requirements(), progress);
    }
    // A package's Operation is refused before there is a job: this one is the server's own.
    return new BuiltInWork(run.job(), run.services().builtIn(), place, wanted.id());
  }

  @Override
  public void run() throws StepFailedException, StepStoppedException, InterruptedException {
    if (run.job().stopped()) {
      throw new StepStoppedException();
    }
    if (run.job().handover().hasBegun()) {
      throw new InterruptedException();
    }
    ObjectNode outputs;
    try {
      outputs = outputs();
    } catch (WorkflowException | ExpressionException | InputException | PlanException e) {
      throw new StepFailedException("Step " + place.path() + ": " + e.getMessage(), e);
    }
    run.elementEnded(step.name(), index, outputs);
    progress.complete();
  }

  private ObjectNode outputs()
      throws StepFailedException, StepStoppedException, InterruptedException {
    Optional<ObjectNode> earlier = place.earlierEnd(run.job());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    ObjectNode linked =
        index.isEmpty()
            ? run.values().linked(step)
            : run.scatter(step.name()).elements().get(Integer.parseInt(index));
    ObjectNode inputs = run.values().inputs(step, linked);
    return run.values().when(step, inputs) ? process.run(declared(inputs)) : skip();
  }

  /** What the step has beyond the inputs of its process is for the step's own expressions alone. */
  private ObjectNode declared(ObjectNode inputs) {
    ObjectNode declared = inputs.deepCopy();
    declared.retain(step.process().inputs().stream().map(InputParameter::id).toList());
    return declared;
  }

  private ObjectNode skip() {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    step.step().out().forEach(nothing::putNull);
    StepRun record = run.job().records().beginSkipped(place, kind());
    run.job().records().ended(record, StepEnd.skipped(nothing));
    return nothing;
  }

  private StepKind kind() {
    if (step.process() instanceof Workflow) {
      return StepKind.SUBWORKFLOW;
    }
    return step.process() instanceof ExpressionTool ? StepKind.EXPRESSION : StepKind.TOOL;
  }

  @Override
  public void stop() {
    process.stop();
  }
}
