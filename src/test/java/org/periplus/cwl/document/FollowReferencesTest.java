package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Workflow;

class FollowReferencesTest {

  private static final String WORKFLOW =
      """
      cwlVersion: v1.2
      class: Workflow
      inputs: []
      outputs: []
      steps: {one: {run: "%s", in: [], out: []}}
      """;

  @Test
  void runsAProcessOfAnotherDocumentUnderItsOwnVersion() {
    Documents documents =
        new Documents()
            .and("old.cwl", "{cwlVersion: v1.0, class: CommandLineTool, inputs: [], outputs: []}")
            .and(
                "tools.cwl",
                """
                cwlVersion: v1.2
                $graph:
                - {class: CommandLineTool, id: a, inputs: [], outputs: []}
                - {class: CommandLineTool, id: b, inputs: [], outputs: []}
                """);

    Workflow old = (Workflow) documents.loadWith(WORKFLOW.formatted("old.cwl")).main();
    Workflow other = (Workflow) documents.loadWith(WORKFLOW.formatted("tools.cwl#b")).main();

    CommandLineTool tool = (CommandLineTool) old.steps().get(0).run();
    assertThat(tool.cwlVersion()).isEqualTo("v1.0");
    assertThat(tool.requirements().has(Requirement.NetworkAccess.class)).isTrue();
    assertThat(tool.location().document()).isEqualTo("https://example.org/apps/old.cwl");
    assertThat(other.steps().get(0).run().id()).isEqualTo("b");
  }

  @Test
  void importsTypesAndSplicesListsAndIncludesTexts() {
    CommandLineTool tool =
        (CommandLineTool)
            new Documents()
                .and(
                    "types.yml",
                    "[{name: id, type: enum, symbols: [a]}, {name: pair, type: record, fields:"
                        + " {left: id}}]")
                .and("lib.js", "function f() {}")
                .loadWith(
                    """
                    cwlVersion: v1.2
                    class: CommandLineTool
                    requirements:
                      SchemaDefRequirement: {types: [{$import: types.yml}]}
                      InlineJavascriptRequirement: {expressionLib: [{$include: lib.js}]}
                    inputs: {p: "types.yml#pair[]"}
                    outputs: []
                    """)
                .main();

    assertThat(((CwlType.Array) tool.input("p").orElseThrow().type()).items())
        .isInstanceOf(CwlType.Record.class);
    assertThat(
            tool.requirements()
                .find(Requirement.InlineJavascript.class)
                .orElseThrow()
                .expressionLib())
        .containsExactly("function f() {}");
    assertThat(tool.requirements().find(Requirement.SchemaDef.class).orElseThrow().types())
        .hasSize(2);
  }

  @Test
  void refusesWhatLeadsBackToItself() {
    assertThat(
            new Documents()
                .and("a.yml", "[{$import: b.yml}]")
                .and("b.yml", "[{$import: a.yml}]")
                .problemsWith(
                    "{cwlVersion: v1.2, class: CommandLineTool, inputs: {$import: a.yml}, outputs:"
                        + " []}"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("leads back to itself"));

    assertThat(Documents.problems(WORKFLOW.formatted("app.cwl")))
        .extracting(Problem::message)
        .containsExactly("The process 'main' runs itself; a workflow cannot be part of itself.");
  }

  @Test
  void tellsWhatCannotBeReadOrFound() {
    assertThat(Documents.located(Documents.problems(WORKFLOW.formatted("missing.cwl"))))
        .containsExactly(
            "5:20 Cannot read https://example.org/apps/missing.cwl: there is no such file.");
    assertThat(Documents.located(Documents.problems(WORKFLOW.formatted("#nothing"))))
        .containsExactly(
            "5:20 The run target '#nothing' does not exist. The processes of the document are:"
                + " 'main'.");
  }

  @Test
  void aDocumentWithoutAnAddressStandsAlone() {
    InvalidDocumentException e =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () ->
                new DocumentLoader(ReferenceResolver.none())
                    .load(WORKFLOW.formatted("tool.cwl"), "request body"));

    List<Problem> problems = e.problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .startsWith("request body:5:20: 'tool.cwl' cannot be found")
        .contains("$graph");
  }

  @Test
  void aMessageEndsWithOneFullStop() {
    DocumentLoader loader =
        new DocumentLoader(
            uri -> {
              throw new IOException("Nobody may ask '" + uri.getHost() + "'.");
            });

    assertThatThrownBy(
            () ->
                loader.load(
                    "{cwlVersion: v1.2, class: Workflow, inputs: [], outputs: [], steps: {s: {run:"
                        + " 'https://a.org/t.cwl', in: [], out: []}}}",
                    "package.cwl"))
        .hasMessageContaining("Cannot read https://a.org/t.cwl: Nobody may ask 'a.org'.")
        .hasMessageNotContaining("..");
  }

  @Test
  void aRelativeReferenceOfADocumentWithoutAddressNamesTheWaysOut() {
    assertThatThrownBy(
            () ->
                new DocumentLoader(uri -> "")
                    .load(
                        "{cwlVersion: v1.2, class: Workflow, inputs: [], outputs: [], steps: {s:"
                            + " {run: t.cwl, in: [], out: []}}}",
                        "package.cwl"))
        .hasMessageContaining("$graph")
        .hasMessageContaining("full address")
        .hasMessageContaining("deploy the document by its own address (href)");
  }
}
