package org.periplus.cwl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;

class SingleStepTest {

  private final Process tool =
      Workflows.load(
              """
              cwlVersion: v1.2
              class: CommandLineTool
              id: greet
              baseCommand: echo
              inputs: { name: string, loud: { type: boolean?, default: true } }
              outputs: { greeting: stdout, count: int }
              """)
          .main();

  @Test
  void aToolBecomesAWorkflowWithTheSameInputsAndOutputs() {
    Workflow workflow = SingleStep.running(tool);

    assertThat(workflow.id()).isEqualTo("greet");
    assertThat(workflow.inputs()).isEqualTo(tool.inputs());
    assertThat(workflow.outputs())
        .extracting(WorkflowOutput::id)
        .containsExactly("greeting", "count");
    assertThat(WorkflowPlan.of(workflow, Requirements.NONE).steps())
        .extracting(PlannedStep::name, PlannedStep::process)
        .containsExactly(tuple("greet", tool));
  }

  @Test
  void valuesGoThroughUnchanged() {
    WorkflowPlan plan = WorkflowPlan.of(SingleStep.running(tool), Requirements.NONE);
    try (ExpressionEngine engine = new ExpressionEngine()) {
      WorkflowValues values =
          new WorkflowValues(
              plan, new StepExpressions(engine), Workflows.json("{'name': 'you', 'loud': null}"));

      assertThat(values.linked(plan.step("greet")))
          .isEqualTo(Workflows.json("{'name': 'you', 'loud': true}"));
      values.ended("greet", Workflows.json("{'greeting': 'hi', 'count': 1}"));
      assertThat(values.workflowOutputs())
          .isEqualTo(Workflows.json("{'greeting': 'hi', 'count': 1}"));
    }
  }
}
