package org.periplus.cwl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.model.WorkflowStep;

class ScatteringTest {

  private static WorkflowStep step(String method) {
    return Workflows.workflow(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: { ScatterFeatureRequirement: {} }
            inputs: { a: 'string[]', b: 'string[]', c: string }
            outputs: {}
            steps:
              each:
                in: { x: a, y: b, z: c }
                scatter: [x, y]
                scatterMethod: %s
                out: [o]
                run:
                  class: CommandLineTool
                  baseCommand: echo
                  inputs: { x: string, y: string, z: string }
                  outputs: { o: Any }
            """
                .formatted(method))
        .steps()
        .get(0);
  }

  private static Scattering scatter(String method, String inputs) {
    return Scattering.of(step(method), Workflows.json(inputs));
  }

  private static List<String> pairs(Scattering scattering) {
    return scattering.elements().stream()
        .map(e -> e.get("x").asText() + e.get("y").asText() + e.get("z").asText())
        .toList();
  }

  /** An output for each element that says which one it was. */
  private static ObjectNode gather(Scattering scattering) {
    return scattering.gather(
        scattering.elements().stream()
            .map(e -> Workflows.json("{'o': '" + e.get("x").asText() + e.get("y").asText() + "'}"))
            .toList());
  }

  @Test
  void aDotProductTakesTheArraysInStep() {
    Scattering scattering = scatter("dotproduct", "{'x': ['a','b'], 'y': ['1','2'], 'z': '!'}");

    assertThat(pairs(scattering)).containsExactly("a1!", "b2!");
    assertThat(gather(scattering)).isEqualTo(Workflows.json("{'o': ['a1','b2']}"));
  }

  @Test
  void aFlatCrossProductVariesTheLastInputFastest() {
    Scattering scattering =
        scatter("flat_crossproduct", "{'x': ['a','b'], 'y': ['1','2','3'], 'z': ''}");

    assertThat(pairs(scattering)).containsExactly("a1", "a2", "a3", "b1", "b2", "b3");
    assertThat(gather(scattering))
        .isEqualTo(Workflows.json("{'o': ['a1','a2','a3','b1','b2','b3']}"));
  }

  @Test
  void aNestedCrossProductGivesOneArrayForEachLevel() {
    Scattering scattering =
        scatter("nested_crossproduct", "{'x': ['a','b'], 'y': ['1','2','3'], 'z': ''}");

    assertThat(pairs(scattering)).containsExactly("a1", "a2", "a3", "b1", "b2", "b3");
    assertThat(gather(scattering))
        .isEqualTo(Workflows.json("{'o': [['a1','a2','a3'],['b1','b2','b3']]}"));
  }

  @Test
  void emptyArraysHaveNoElementsAndKeepTheirShape() {
    assertThat(gather(scatter("dotproduct", "{'x': [], 'y': [], 'z': ''}")))
        .isEqualTo(Workflows.json("{'o': []}"));
    assertThat(gather(scatter("flat_crossproduct", "{'x': ['a'], 'y': [], 'z': ''}")))
        .isEqualTo(Workflows.json("{'o': []}"));
    assertThat(gather(scatter("nested_crossproduct", "{'x': ['a','b'], 'y': [], 'z': ''}")))
        .isEqualTo(Workflows.json("{'o': [[],[]]}"));
    assertThat(gather(scatter("nested_crossproduct", "{'x': [], 'y': ['1','2'], 'z': ''}")))
        .isEqualTo(Workflows.json("{'o': []}"));
  }

  @Test
  void anOutputThatAnElementDoesNotGiveIsNull() {
    Scattering scattering = scatter("dotproduct", "{'x': ['a','b'], 'y': ['1','2'], 'z': ''}");

    assertThat(scattering.gather(List.of(Workflows.json("{}"), Workflows.json("{'o': null}"))))
        .isEqualTo(Workflows.json("{'o': [null,null]}"));
  }

  @Test
  void arraysOfADotProductMustBeOfTheSameLength() {
    assertThatThrownBy(() -> scatter("dotproduct", "{'x': ['a','b'], 'y': ['1'], 'z': ''}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'each'", "[x, y]", "[2, 1]", "test.cwl:");
  }

  @Test
  void whatIsNoArrayCannotBeScattered() {
    assertThatThrownBy(() -> scatter("flat_crossproduct", "{'x': 'a', 'y': ['1'], 'z': ''}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'each'", "'x'", "must be an array and is string");
    assertThatThrownBy(() -> scatter("flat_crossproduct", "{'x': ['a'], 'z': ''}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContainingAll("'y'", "must be an array and is missing");
  }
}
