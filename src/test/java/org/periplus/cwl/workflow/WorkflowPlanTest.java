package org.periplus.cwl.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;

class WorkflowPlanTest {

  private static final String NESTED =
      """
      cwlVersion: v1.2
      $graph:
      - id: main
        class: Workflow
        requirements:
          SubworkflowFeatureRequirement: {}
          ScatterFeatureRequirement: {}
          StepInputExpressionRequirement: {}
          InlineJavascriptRequirement: {}
          EnvVarRequirement: { envDef: { FROM: main } }
        inputs: { a: string, b: string }
        outputs: { o: { type: string, outputSource: last/o } }
        steps:
          first: { run: '#echo', in: { x: a }, out: [o] }
          middle:
            run: '#inner'
            in: { p: first/o, q: b }
            out: [r, s]
            requirements:
              EnvVarRequirement: { envDef: { FROM: step } }
          last: { run: '#echo', in: { x: middle/r }, out: [o] }
          beside: { run: '#echo', in: { x: middle/s }, out: [o] }
      - id: inner
        class: Workflow
        requirements:
          SubworkflowFeatureRequirement: {}
        inputs: { p: string, q: string }
        outputs:
          r: { type: string, outputSource: deep/r }
          s: { type: string, outputSource: free/o }
        steps:
          free: { run: '#echo', in: { x: q }, out: [o] }
          deep: { run: '#innermost', in: { p: p }, out: [r] }
      - id: innermost
        class: Workflow
        inputs: { p: string }
        outputs: { r: { type: string, outputSource: work/o } }
        steps:
          work: { run: '#echo', in: { x: p }, out: [o] }
      - id: echo
        class: CommandLineTool
        baseCommand: echo
        inputs: { x: string }
        outputs: { o: { type: string, outputBinding: { outputEval: $(inputs.x) } } }
      """;

  @Test
  void subworkflowsAreReplacedByTheirStepsWithDottedNames() {
    assertThat(Workflows.plan(NESTED).steps())
        .extracting(PlannedStep::name)
        .containsExactly("first", "middle.free", "middle.deep.work", "last", "beside");
  }

  @Test
  void needsGoThroughTheInputsOfNestedWorkflows() {
    WorkflowPlan plan = Workflows.plan(NESTED);

    assertThat(plan.step("first").needs()).isEmpty();
    assertThat(plan.step("middle.deep.work").needs()).containsExactly("first");
    assertThat(plan.step("middle.free").needs())
        .as("it takes nothing of 'first', so it need not wait for it")
        .isEmpty();
  }

  @Test
  void needsGoThroughTheOutputsOfNestedWorkflows() {
    WorkflowPlan plan = Workflows.plan(NESTED);

    assertThat(plan.step("last").needs()).containsExactly("middle.deep.work");
    assertThat(plan.step("beside").needs()).containsExactly("middle.free");
  }

  @Test
  void aValueFromOfAnUnfoldedStepNeedsAllItsInputs() {
    WorkflowPlan plan =
        Workflows.plan(
            NESTED.replace(
                "in: { p: first/o, q: b }",
                "in: { p: first/o, q: { source: b, valueFrom: $(inputs.p) } }"));

    assertThat(plan.step("middle.free").needs()).containsExactly("first");
  }

  @Test
  void aScatteredSubworkflowStaysOneStep() {
    WorkflowPlan plan =
        Workflows.plan(
            NESTED
                .replace("{ a: string, b: string }", "{ a: string, b: 'string[]' }")
                .replace("in: { p: first/o, q: b }", "in: { p: first/o, q: b }\n      scatter: q")
                .replace("inputs: { x: string }", "inputs: { x: Any }")
                .replace("outputs: { o: { type: string", "outputs: { o: { type: Any")
                .replace("type: string, outputSource: last/o", "type: Any, outputSource: last/o"));

    assertThat(plan.steps())
        .extracting(PlannedStep::name)
        .containsExactly("first", "middle", "last", "beside");
    assertThat(plan.step("middle").needs()).containsExactly("first");
    assertThat(plan.step("last").needs()).containsExactly("middle");
  }

  @Test
  void aConditionalSubworkflowStaysOneStep() {
    WorkflowPlan plan =
        Workflows.plan(
            NESTED.replace(
                "in: { p: first/o, q: b }",
                "in: { p: first/o, q: b }\n      when: $(inputs.q == 'yes')"));

    assertThat(plan.steps())
        .extracting(PlannedStep::name)
        .containsExactly("first", "middle", "last", "beside");
    assertThat(plan.step("beside").needs()).containsExactly("middle");
  }

  @Test
  void whatStandsNearerToTheToolCountsOverWhatIsInherited() {
    WorkflowPlan plan = Workflows.plan(NESTED);

    assertThat(from(plan.step("first"))).isEqualTo("main");
    assertThat(from(plan.step("middle.free"))).isEqualTo("step");
    assertThat(from(plan.step("middle.deep.work"))).isEqualTo("step");
    String ofTheTool =
        """
        baseCommand: echo
          requirements:
            EnvVarRequirement: { envDef: { FROM: tool } }
        """;
    WorkflowPlan withIt = Workflows.plan(NESTED.replace("baseCommand: echo\n", ofTheTool));
    assertThat(from(withIt.step("middle.free"))).isEqualTo("tool");
  }

  @Test
  void aWorkflowThatIsAStepInheritsFromThatStep() {
    Requirements ofTheStep =
        Workflows.plan(NESTED)
            .step("middle.free")
            .scope()
            .parent()
            .orElseThrow()
            .step()
            .requirements();
    WorkflowPlan plan =
        WorkflowPlan.of(
            (Workflow) Workflows.load(NESTED).find("innermost").orElseThrow(), ofTheStep);

    assertThat(from(plan.step("work"))).isEqualTo("step");
  }

  private static String from(PlannedStep step) {
    return step.requirements().find(Requirement.EnvVar.class).orElseThrow().variables().get("FROM");
  }

  @Test
  void toolsAreCountedThroughAllLevels() {
    assertThat(WorkflowPlan.tools(Workflows.workflow(NESTED))).isEqualTo(5);
    assertThat(
            WorkflowPlan.tools(
                Workflows.workflow(
                    """
                    cwlVersion: v1.2
                    class: Workflow
                    requirements: { InlineJavascriptRequirement: {} }
                    inputs: { a: string }
                    outputs: {}
                    steps:
                      only:
                        run:
                          class: ExpressionTool
                          inputs: { x: string }
                          outputs: { o: string }
                          expression: "${ return {o: inputs.x}; }"
                        in: { x: a }
                        out: [o]
                    """)))
        .as("an expression starts no tool")
        .isZero();
  }
}
