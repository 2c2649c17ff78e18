package org.periplus.cwl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;

class WorkflowValuesTest {

  private final ExpressionEngine engine = new ExpressionEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  private WorkflowValues values(WorkflowPlan plan, String inputs) {
    return new WorkflowValues(plan, new StepExpressions(engine), Workflows.json(inputs));
  }

  /** A workflow whose step {@code s} has these inputs; {@code t} is there to be a source. */
  private static WorkflowPlan planWith(String stepInputs) {
    return Workflows.plan(
        """
        cwlVersion: v1.2
        class: Workflow
        requirements:
          MultipleInputFeatureRequirement: {}
          StepInputExpressionRequirement: {}
          InlineJavascriptRequirement: {}
        inputs:
          a: Any?
          b: Any?
          d: { type: string?, default: of the workflow }
        outputs: {}
        steps:
          t:
            in: { x: a }
            out: [o]
            run: &tool
              class: CommandLineTool
              baseCommand: echo
              inputs: { x: Any? }
              outputs: { o: Any? }
          s:
            in:
              %s
            out: [o]
            run: *tool
        """
            .formatted(stepInputs));
  }

  private JsonNode linked(String stepInput, String inputs) {
    WorkflowPlan plan = planWith("x: " + stepInput);
    WorkflowValues values = values(plan, inputs);
    values.ended("t", Workflows.json("{'o': 'from t'}"));
    return values.linked(plan.step("s")).get("x");
  }

  private static JsonNode value(String json) {
    return Workflows.json("{'v': " + json + "}").get("v");
  }

  @Test
  void severalSourcesMakeAListInTheOrderWritten() {
    assertThat(linked("{ source: [t/o, a, b] }", "{'a': [1, 2], 'b': null}"))
        .isEqualTo(value("['from t', [1, 2], null]"));
  }

  @Test
  void mergeFlattenedTakesTheItemsOfSourcesThatAreLists() {
    assertThat(linked("{ source: [a, b], linkMerge: merge_flattened }", "{'a': [1, 2], 'b': 3}"))
        .isEqualTo(value("[1, 2, 3]"));
  }

  @Test
  void mergeNestedOfOneSourceIsAListOfIt() {
    assertThat(linked("{ source: [a], linkMerge: merge_nested }", "{'a': 1}"))
        .isEqualTo(value("[1]"));
    assertThat(linked("{ source: [a] }", "{'a': 1}")).isEqualTo(value("1"));
  }

  @Test
  void pickValueTakesWhatIsNotNull() {
    String sources = "{ source: [a, b, t/o], pickValue: %s }";
    String inputs = "{'a': null, 'b': 2}";

    assertThat(linked(sources.formatted("first_non_null"), inputs)).isEqualTo(value("2"));
    assertThat(linked(sources.formatted("all_non_null"), inputs)).isEqualTo(value("[2, 'from t']"));
    assertThat(linked("{ source: [a, b], pickValue: the_only_non_null }", inputs))
        .isEqualTo(value("2"));
  }

  @Test
  void pickValueFailsWhenThereIsNothingToPickOrTooMuch() {
    assertThatThrownBy(() -> linked("{ source: [a, b], pickValue: first_non_null }", "{}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'x'", "all are null", "test.cwl:");
    assertThatThrownBy(() -> linked("{ source: [a, b], pickValue: the_only_non_null }", "{}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("got 0");
    assertThatThrownBy(
            () -> linked("{ source: [a, b], pickValue: the_only_non_null }", "{'a': 1, 'b': 2}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("got 2");
  }

  @Test
  void aDefaultStandsForNull() {
    assertThat(linked("{ source: a, default: of the step }", "{'a': null}"))
        .isEqualTo(value("'of the step'"));
    assertThat(linked("{ source: a, default: of the step }", "{'a': 0}")).isEqualTo(value("0"));
    assertThat(linked("{ source: d }", "{}")).isEqualTo(value("'of the workflow'"));
    assertThat(linked("{ default: 7 }", "{}")).isEqualTo(value("7"));
  }

  @Test
  void everyValueFromSeesTheInputsAsTheyWereLinked() {
    WorkflowPlan plan =
        planWith(
            "{ x: { source: a, valueFrom: $(self + 1) }, "
                + "y: { source: b, valueFrom: $(inputs.x + self) }, "
                + "z: { valueFrom: 'a is $(inputs.x)' } }");
    WorkflowValues values = values(plan, "{'a': 1, 'b': 10}");
    PlannedStep step = plan.step("s");
    ObjectNode linked = values.linked(step);

    assertThat(values.inputs(step, linked))
        .isEqualTo(Workflows.json("{'x': 2, 'y': 11, 'z': 'a is 1'}"));
    assertThat(linked.get("x")).as("the linked values themselves").isEqualTo(value("1"));
  }

  @Test
  void valueFromMayReadTheContentsOfAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("number"), "42");
    WorkflowPlan plan =
        planWith("x: { source: a, loadContents: true, valueFrom: $(parseInt(self.contents)) }");
    WorkflowValues values = values(plan, "{'a': {'class': 'File', 'path': '" + file + "'}}");
    PlannedStep step = plan.step("s");

    assertThat(values.inputs(step, values.linked(step)).get("x")).isEqualTo(value("42"));

    Files.write(file, new byte[64 * 1024 + 1]);
    assertThatThrownBy(() -> values.inputs(step, values.linked(step)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'x'", "64 KiB");
  }

  private static WorkflowPlan conditional(String when) {
    return Workflows.plan(
        """
        cwlVersion: v1.2
        class: Workflow
        requirements: { InlineJavascriptRequirement: {} }
        inputs: { a: int }
        outputs: {}
        steps:
          s:
            in: { x: a }
            when: %s
            out: []
            run:
              class: CommandLineTool
              baseCommand: echo
              inputs: { x: int }
              outputs: {}
        """
            .formatted(when));
  }

  @Test
  void whenDecidesWithTheStepsInputs() {
    WorkflowPlan plan = conditional("$(inputs.x > 1)");
    WorkflowValues values = values(plan, "{}");

    assertThat(values.when(plan.step("s"), Workflows.json("{'x': 2}"))).isTrue();
    assertThat(values.when(plan.step("s"), Workflows.json("{'x': 1}"))).isFalse();
  }

  @Test
  void whenMustGiveABoolean() {
    WorkflowPlan plan = conditional("$(inputs.x)");

    assertThatThrownBy(() -> values(plan, "{}").when(plan.step("s"), Workflows.json("{'x': 1}")))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'s'", "true or false, not 1");
  }

  @Test
  void aStepIsReadyWhenThoseThatItNeedsHaveEnded() {
    WorkflowPlan plan = planWith("x: t/o");
    WorkflowValues values = values(plan, "{'a': 1}");

    assertThat(values.ready(plan.step("t"))).isTrue();
    assertThat(values.ready(plan.step("s"))).isFalse();
    assertThatThrownBy(() -> values.linked(plan.step("s")))
        .isInstanceOf(IllegalStateException.class);
    values.ended("t", Workflows.json("{'o': 5}"));
    assertThat(values.hasEnded("t")).isTrue();
    assertThat(values.ready(plan.step("s"))).isTrue();
    assertThat(values.linked(plan.step("s"))).isEqualTo(Workflows.json("{'x': 5}"));
  }

  private static final String WITH_SUBWORKFLOW =
      """
      cwlVersion: v1.2
      class: Workflow
      requirements:
        SubworkflowFeatureRequirement: {}
        StepInputExpressionRequirement: {}
        MultipleInputFeatureRequirement: {}
        InlineJavascriptRequirement: {}
      inputs: { a: int }
      outputs:
        sum: { type: Any, outputSource: sub/sum }
        both: { type: Any, outputSource: [sub/sum, a] }
        passed: { type: Any, outputSource: sub/passed }
      steps:
        sub:
          in: { p: { source: a, valueFrom: $(self * 2) } }
          out: [sum, passed]
          run:
            class: Workflow
            inputs: { p: int, q: { type: int, default: 3 } }
            outputs:
              sum: { type: Any, outputSource: add/o }
              passed: { type: int, outputSource: p }
            steps:
              add:
                in: { x: p, y: q }
                out: [o]
                run:
                  class: CommandLineTool
                  baseCommand: echo
                  inputs: { x: int, y: int }
                  outputs: { o: Any }
      """;

  @Test
  void stepsOfAnUnfoldedSubworkflowGetItsInputs() {
    WorkflowPlan plan = Workflows.plan(WITH_SUBWORKFLOW);

    assertThat(values(plan, "{'a': 5}").linked(plan.step("sub.add")))
        .isEqualTo(Workflows.json("{'x': 10, 'y': 3}"));
  }

  @Test
  void outputsOfAnUnfoldedSubworkflowReachTheWorkflowsOutputs() {
    WorkflowPlan plan = Workflows.plan(WITH_SUBWORKFLOW);
    WorkflowValues values = values(plan, "{'a': 5}");

    values.ended("sub.add", Workflows.json("{'o': 13}"));

    assertThat(values.workflowOutputs())
        .isEqualTo(Workflows.json("{'sum': 13, 'both': [13, 5], 'passed': 10}"));
  }
}
