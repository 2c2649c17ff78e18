package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.PickValue;
import org.periplus.cwl.model.Scatter;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

class LoadWorkflowTest {

  private static final String ECHO =
      "{class: CommandLineTool, inputs: {a: 'string[]?', b: Any}, outputs: {out: string}}";

  @Test
  void readsStepsWithEverythingThatTheyCanHave() {
    Workflow workflow =
        Documents.workflow(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements:
            - class: ScatterFeatureRequirement
            - class: MultipleInputFeatureRequirement
            - class: StepInputExpressionRequirement
            inputs: {x: string, y: string, many: "string[]"}
            outputs:
              out: {type: Any, outputSource: [one/out, two/out], pickValue: the_only_non_null}
            steps:
              one:
                in:
                  a: [x, y]
                  b: {source: many, default: 5, valueFrom: $(self), loadContents: true}
                out: [{id: out}]
                scatter: b
                run: TOOL
              two:
                when: $(inputs.b)
                in:
                - {id: a, source: many, linkMerge: merge_flattened}
                - {id: b, default: true}
                out: [out]
                run: TOOL
            """
                .replace("TOOL", ECHO));

    WorkflowStep one = workflow.steps().get(0);
    assertThat(one.id()).isEqualTo("one");
    assertThat(one.out()).containsExactly("out");
    assertThat(one.scatter()).contains(new Scatter(List.of("b"), Scatter.Method.DOTPRODUCT));
    assertThat(one.run().id()).isEqualTo("main/one/run");
    StepInput a = one.in().get(0);
    assertThat(a.source()).containsExactly("x", "y");
    assertThat(a.sourceIsList()).isTrue();
    assertThat(a.linkMerge()).isEqualTo(LinkMerge.MERGE_NESTED);
    StepInput b = one.in().get(1);
    assertThat(b.sourceIsList()).isFalse();
    assertThat(b.defaultValue().orElseThrow().asInt()).isEqualTo(5);
    assertThat(b.valueFrom()).contains("$(self)");
    assertThat(b.loadContents()).isTrue();
    WorkflowStep two = workflow.steps().get(1);
    assertThat(two.when()).contains("$(inputs.b)");
    assertThat(two.in().get(0).linkMerge()).isEqualTo(LinkMerge.MERGE_FLATTENED);
    assertThat(two.in().get(0).sourceIsList()).as("linkMerge merges one source too").isTrue();
    WorkflowOutput out = workflow.outputs().get(0);
    assertThat(out.outputSource()).containsExactly("one/out", "two/out");
    assertThat(out.pickValue()).contains(PickValue.THE_ONLY_NON_NULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first/out", "#first/out", "#main/first/out", "app.cwl#main/first/out"})
  void understandsEverySpellingOfASource(String source) {
    Workflow workflow =
        Documents.workflow(
            """
            cwlVersion: v1.0
            $graph:
            - class: Workflow
              id: "#main"
              inputs: [{id: "#main/x", type: string}]
              outputs: [{id: "#main/result", type: string, outputSource: "%s"}]
              steps:
              - id: "#main/first"
                run: "#echo"
                in: [{id: "#main/first/b", source: "#main/x"}]
                out: ["#main/first/out"]
            - class: CommandLineTool
              id: "#echo"
              inputs: [{id: "#echo/b", type: string}]
              outputs: [{id: "#echo/out", type: string}]
            """
                .formatted(source));

    assertThat(workflow.inputs().get(0).id()).isEqualTo("x");
    assertThat(workflow.outputs().get(0).id()).isEqualTo("result");
    assertThat(workflow.outputs().get(0).outputSource()).containsExactly("first/out");
    WorkflowStep first = workflow.steps().get(0);
    assertThat(first.id()).isEqualTo("first");
    assertThat(first.in().get(0).id()).isEqualTo("b");
    assertThat(first.in().get(0).source()).containsExactly("x");
    assertThat(first.out()).containsExactly("out");
  }

  @Test
  void aSubworkflowInheritsTheFeaturesOfTheOneAroundIt() {
    Workflow workflow =
        Documents.workflow(
            """
            cwlVersion: v1.2
            $graph:
            - class: Workflow
              id: main
              requirements: {SubworkflowFeatureRequirement: {}, ScatterFeatureRequirement: {}}
              inputs: {bands: "string[]"}
              outputs: []
              steps: {sub: {run: "#sub", in: {bands: bands}, out: []}}
            - class: Workflow
              id: sub
              inputs: {bands: "string[]"}
              outputs: []
              steps: {crop: {run: "#crop", scatter: band, in: {band: bands}, out: []}}
            - {class: CommandLineTool, id: crop, inputs: {band: string}, outputs: []}
            """);

    assertThat(((Workflow) workflow.steps().get(0).run()).steps().get(0).scatter()).isPresent();
  }
}
