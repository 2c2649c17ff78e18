package org.periplus.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.api.graph.StepGraph.Edge;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Picture;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.Workflow;
import org.periplus.job.step.StepCount;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepState;

class WorkflowNodesTest {

  private static final Workflow NESTED =
      (Workflow)
          new DocumentLoader(ReferenceResolver.none())
              .load(
                  """
                  cwlVersion: v1.2
                  $graph:
                  - id: main
                    class: Workflow
                    requirements: { SubworkflowFeatureRequirement: {}, ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {} }
                    inputs: { a: { type: 'string[]', label: All of them }, b: boolean }
                    outputs: { o: { type: string, outputSource: last/o } }
                    steps:
                      first: { run: '#echo', scatter: x, in: { x: a }, out: [o] }
                      middle: { run: '#inner', in: { p: first/o }, out: [r] }
                      last: { run: '#echo', when: $(inputs.b), in: { x: middle/r, b: b }, out: [o] }
                  - id: inner
                    class: Workflow
                    inputs: { p: Any, unused: string? }
                    outputs: { r: { type: string, outputSource: work/o } }
                    steps:
                      work: { run: '#echo', in: { x: p }, out: [o] }
                  - id: echo
                    class: CommandLineTool
                    label: Says it again
                    baseCommand: echo
                    inputs: { x: Any }
                    outputs: { o: { type: string, outputBinding: { outputEval: $(inputs.x) } } }
                  """,
                  "test.cwl")
              .main();

  @Test
  void hasTheInputsTheStepsTheOutputsAndWhatLiesInSubworkflows() {
    List<Node> nodes = WorkflowNodes.of(NESTED, 100, true).nodes();

    assertThat(nodes)
        .extracting(Node::id)
        .containsExactly(
            "/input/a",
            "/input/b",
            "first",
            "middle",
            "last",
            "/output/o",
            "middle/input/p",
            "middle.work",
            "middle/output/r");
    assertThat(node(nodes, "first").scattered()).isTrue();
    assertThat(node(nodes, "first").description()).contains("Says it again");
    assertThat(node(nodes, "last").conditional()).isTrue();
    assertThat(node(nodes, "middle").kind()).isEqualTo("subworkflow");
    assertThat(node(nodes, "middle.work").parent()).contains("middle");
    assertThat(node(nodes, "/input/a").description()).contains("All of them");
  }

  @Test
  void arrowsLeadFromWhereAValueComesToWhereItGoes() {
    assertThat(WorkflowNodes.of(NESTED, 100, true).edges())
        .containsExactlyInAnyOrder(
            new Edge("/input/a", "first"),
            new Edge("first", "middle"),
            new Edge("middle", "last"),
            new Edge("/input/b", "last"),
            new Edge("last", "/output/o"),
            new Edge("middle/input/p", "middle.work"),
            new Edge("middle.work", "middle/output/r"));
  }

  @Test
  void beyondSoManyNodesSubworkflowsStayClosed() {
    assertThat(WorkflowNodes.of(NESTED, 6, false).nodes()).hasSize(6);
  }

  @Test
  void aJobFetchesBeforeItsFirstStepAndPublishesAfterItsLast() {
    WorkflowNodes nodes = WorkflowNodes.of(NESTED, 100, false);
    StepGraph graph =
        new StepGraph(
            "p",
            Optional.of("1"),
            nodes.nodes(),
            nodes.edges(),
            new Picture(List.of(), 60),
            List.of());
    StepCount fetched =
        new StepCount(
            "stage-in",
            StepKind.STAGE_IN,
            StepState.SUCCESSFUL,
            1,
            Optional.empty(),
            Optional.empty());

    StepGraph staged = Staging.around(graph, List.of(fetched));

    assertThat(staged.edges())
        .contains(
            new Edge("/input/a", "stage-in"),
            new Edge("/input/b", "stage-in"),
            new Edge("stage-in", "first"),
            new Edge("stage-in", "last"),
            new Edge("last", "stage-out"),
            new Edge("stage-out", "/output/o"))
        .doesNotContain(new Edge("/input/a", "first"), new Edge("last", "/output/o"));
    assertThat(Staging.around(graph, List.of()).nodes())
        .extracting(Node::id)
        .contains("stage-out")
        .doesNotContain("stage-in");
  }

  private static Node node(List<Node> nodes, String id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }
}
