package org.periplus.cwl.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

/** Makes a tool that is deployed on its own runnable as a workflow with that one step. */
public final class SingleStep {

  private SingleStep() {}

  /** A workflow with the process's inputs and outputs, whose only step runs it. */
  public static Workflow running(Process process) {
    WorkflowStep step =
        new WorkflowStep(
            process.id(),
            process.documentation(),
            process.inputs().stream().map(SingleStep::input).toList(),
            process.outputs().stream().map(OutputParameter::id).toList(),
            Requirements.NONE,
            process,
            Optional.empty(),
            Optional.empty(),
            process.location());
    return new Workflow(
        process.id(),
        process.documentation(),
        process.inputs(),
        process.outputs().stream().map(output -> output(process, output)).toList(),
        process.requirements(), // The inputs are prepared under them before the step is.
        Map.of(),
        List.of(step),
        process.location());
  }

  private static StepInput input(InputParameter input) {
    return new StepInput(
        input.id(),
        List.of(input.id()),
        false,
        LinkMerge.MERGE_NESTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        input.location());
  }

  private static WorkflowOutput output(Process process, OutputParameter output) {
    return new WorkflowOutput(
        output.id(),
        output.documentation(),
        output.type(),
        List.of(),
        Optional.empty(),
        List.of(process.id() + "/" + output.id()),
        false,
        LinkMerge.MERGE_NESTED,
        Optional.empty(),
        output.location());
  }
}
