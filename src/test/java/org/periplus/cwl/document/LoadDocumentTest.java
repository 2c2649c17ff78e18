package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.Workflow;

class LoadDocumentTest {

  private static final String GRAPH =
      """
      cwlVersion: v1.2
      $namespaces: {s: "https://schema.org/"}
      $schemas: [ontology.rdf, "https://example.com/other.rdf"]
      s:softwareVersion: 1.4.2
      $graph:
      - class: Workflow
        id: water
        label: Water bodies
        doc: [One line, another line]
        s:author: [{class: s:Person, s:name: Ada}]
        inputs: {aoi: string}
        outputs: {mask: {type: File, outputSource: crop/out}}
        steps:
          crop: {run: "#crop", in: {aoi: aoi}, out: [out]}
      - class: CommandLineTool
        id: "#crop"
        s:softwareVersion: "2"
        inputs: {aoi: string}
        outputs: {out: stdout}
      """;

  @Test
  void keepsTheProcessesOfAGraphInOrderAndFindsThemByName() {
    CwlDocument document = Documents.load(GRAPH);

    assertThat(document.cwlVersion()).isEqualTo("v1.2");
    assertThat(document.processes().keySet()).containsExactly("water", "crop");
    assertThat(document.find("#crop")).isEqualTo(document.find("crop")).isPresent();
    assertThat(document.find("nothing")).isEmpty();
    assertThat(document.main().id()).isEqualTo("water");
  }

  @Test
  void readsDescriptionsAndExpandsExtensionFieldsIntoMetadata() {
    CwlDocument document = Documents.load(GRAPH);
    Workflow water = (Workflow) document.main();

    assertThat(water.documentation().label()).contains("Water bodies");
    assertThat(water.documentation().doc()).contains("One line\nanother line");
    assertThat(water.metadata().get("https://schema.org/softwareVersion").asText())
        .isEqualTo("1.4.2");
    assertThat(water.metadata().get("https://schema.org/author").toString())
        .isEqualTo("[{\"class\":\"s:Person\",\"s:name\":\"Ada\"}]");
    assertThat(
            document
                .find("crop")
                .orElseThrow()
                .metadata()
                .get("https://schema.org/softwareVersion")
                .asText())
        .as("a process may say otherwise than its document")
        .isEqualTo("2");
    assertThat(document.namespaces()).containsEntry("s", "https://schema.org/");
    assertThat(document.schemas())
        .containsExactly("https://example.org/apps/ontology.rdf", "https://example.com/other.rdf");
  }

  @Test
  void aSharedProcessIsTheSameEverywhere() {
    CwlDocument document = Documents.load(GRAPH);

    assertThat(((Workflow) document.main()).steps().get(0).run())
        .isSameAs(document.find("crop").orElseThrow());
  }

  @Test
  void leavesTheChoiceToTheCallerWhenSeveralProcessesCouldBeMeant() {
    CwlDocument document =
        Documents.load(
            """
            cwlVersion: v1.2
            $graph:
            - {class: CommandLineTool, id: a, inputs: [], outputs: []}
            - {class: CommandLineTool, id: b, inputs: [], outputs: []}
            """);

    assertThat(document.findMain()).isEqualTo(Optional.empty());
    assertThatThrownBy(document::main)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("a, b");
  }

  @Test
  void takesTheWorkflowThatNoOtherRuns() {
    CwlDocument document =
        Documents.load(
            """
            cwlVersion: v1.2
            $graph:
            - {class: Workflow, id: inner, inputs: [], outputs: [], steps: []}
            - class: Workflow
              id: outer
              requirements: {SubworkflowFeatureRequirement: {}}
              inputs: []
              outputs: []
              steps: {one: {run: "#inner", in: [], out: []}}
            """);

    assertThat(document.main().id()).isEqualTo("outer");
  }

  @Test
  void readsEveryClassOfProcess() {
    assertThat(
            Documents.load("{cwlVersion: v1.2, class: Operation, inputs: [], outputs: {a: int}}")
                .main())
        .isInstanceOf(Operation.class);
    assertThat(
            Documents.load(
                    """
                    {"cwlVersion": "v1.2", "class": "ExpressionTool", "inputs": [],
                     "outputs": [], "expression": "${return {};}",
                     "requirements": [{"class": "InlineJavascriptRequirement"}]}
                    """)
                .main())
        .isInstanceOfSatisfying(
            ExpressionTool.class, tool -> assertThat(tool.expression()).isEqualTo("${return {};}"));
  }

  @Test
  void aProcessWithoutAnIdIsMainAndKnowsWhereItStands() {
    CommandLineTool tool =
        Documents.tool(
            "# comment\ncwlVersion: v1.2\nclass: CommandLineTool\ninputs: []\noutputs: []");

    assertThat(tool.id()).isEqualTo("main");
    assertThat(tool.location()).isEqualTo(new SourceLocation(Documents.BASE, 2, 1));
  }
}
