package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.model.ToolOutput;

class LoadToolTest {

  private static final String HEAD = "cwlVersion: v1.2\nclass: CommandLineTool\n";

  @Test
  void readsTheCommandLine() {
    CommandLineTool tool =
        Documents.tool(
            HEAD
                + """
                baseCommand: crop
                arguments:
                - --fast
                - {position: 3, prefix: -n, separate: false, valueFrom: $(inputs.n), shellQuote: false}
                stdin: $(inputs.list.path)
                successCodes: [0, 3]
                temporaryFailCodes: [75]
                inputs:
                  list: File
                  n:
                    type: int
                    inputBinding: {position: $(self), itemSeparator: ","}
                outputs: []
                """);

    assertThat(tool.baseCommand()).containsExactly("crop");
    assertThat(tool.arguments())
        .containsExactly(
            CommandLineBinding.ofValue("--fast"),
            new CommandLineBinding(
                "3",
                Optional.of("-n"),
                false,
                Optional.empty(),
                Optional.of("$(inputs.n)"),
                false,
                false));
    assertThat(tool.stdin()).contains("$(inputs.list.path)");
    assertThat(tool.successCodes()).containsExactly(0, 3);
    assertThat(tool.temporaryFailCodes()).containsExactly(75);
    CommandLineBinding binding = tool.input("n").orElseThrow().inputBinding().orElseThrow();
    assertThat(binding.position()).isEqualTo("$(self)");
    assertThat(binding.itemSeparator()).contains(",");
  }

  @Test
  void writesOutTheShortcutsOfStreams() {
    String text =
        HEAD
            + """
            inputs: {text: stdin}
            outputs: {log: stdout, errors: stderr, again: stdout}
            """;

    CommandLineTool tool = Documents.tool(text);

    assertThat(tool.input("text").orElseThrow().type()).isEqualTo(Primitive.FILE);
    assertThat(tool.stdin()).contains("$(inputs.text.path)");
    String file = tool.stdout().orElseThrow();
    assertThat(tool.outputs().get(0).type()).isEqualTo(Primitive.FILE);
    assertThat(tool.outputs().get(0).outputBinding().map(OutputBinding::glob))
        .contains(List.of(file));
    assertThat(tool.outputs().get(2).outputBinding().map(OutputBinding::glob))
        .contains(List.of(file));
    assertThat(tool.stderr()).isPresent().isNotEqualTo(tool.stdout());
    assertThat(Documents.tool(text).stdout())
        .as("a made up name is the same at each load")
        .isEqualTo(tool.stdout());
  }

  @Test
  void readsTypesInEveryForm() {
    CommandLineTool tool =
        Documents.tool(
            HEAD
                + """
                inputs:
                  a: string[]?
                  b: {type: ["null", {type: array, items: [int, File?], inputBinding: {prefix: -b}}]}
                  c: {type: {type: enum, symbols: [x, "#main/c/y"]}}
                  d:
                    type:
                      type: record
                      name: pair
                      fields: {left: int, right: {type: File, secondaryFiles: .tif}}
                  e: [int, int]
                outputs: []
                """);

    CwlType strings = new CwlType.Array(Primitive.STRING, Optional.empty());
    assertThat(type(tool, "a")).isEqualTo(new CwlType.Union(List.of(Primitive.NULL, strings)));
    assertThat(type(tool, "b")).hasToString("null | int | null | File[]");
    assertThat(((CwlType.Enumeration) type(tool, "c")).symbols()).containsExactly("x", "y");
    CwlType.Record pair = (CwlType.Record) type(tool, "d");
    assertThat(pair.name()).contains("pair");
    assertThat(pair.fields().get(1).secondaryFiles())
        .containsExactly(new SecondaryFile(".tif", Optional.empty()));
    assertThat(type(tool, "e")).isEqualTo(Primitive.INT);
  }

  @Test
  void readsWhatFilesBringAlong() {
    CommandLineTool tool =
        Documents.tool(
            HEAD
                + """
                $namespaces: {edam: "http://edamontology.org/"}
                inputs:
                - {id: strict, type: boolean}
                - id: "#main/bam"
                  type: File
                  format: [edam:format_2572, "http://example.org/x"]
                  secondaryFiles: [.bai?, {pattern: ^.idx, required: $(inputs.strict)}]
                  loadContents: true
                  loadListing: shallow_listing
                  streamable: true
                outputs:
                  out:
                    type: File
                    format: $(inputs.bam.format)
                    outputBinding: {glob: "*.txt", loadContents: true, outputEval: "$(self[0])"}
                """);

    InputParameter bam = tool.input("bam").orElseThrow();
    assertThat(bam.format())
        .containsExactly("http://edamontology.org/format_2572", "http://example.org/x");
    assertThat(bam.secondaryFiles())
        .containsExactly(
            new SecondaryFile(".bai", Optional.of("false")),
            new SecondaryFile("^.idx", Optional.of("$(inputs.strict)")));
    assertThat(bam.loadContents()).isTrue();
    assertThat(bam.loadListing()).contains(LoadListing.SHALLOW_LISTING);
    ToolOutput out = tool.outputs().get(0);
    assertThat(out.format()).contains("$(inputs.bam.format)");
    assertThat(out.outputBinding())
        .contains(
            new OutputBinding(List.of("*.txt"), true, Optional.empty(), Optional.of("$(self[0])")));
  }

  @Test
  void resolvesTheFilesOfDefaultsAgainstTheDocument() {
    CommandLineTool tool =
        Documents.tool(
            HEAD
                + """
                inputs:
                  a: {type: File, default: {class: File, location: data/a.tif}}
                  b: {type: Directory, default: {class: Directory, path: "my data#1"}}
                  c: {type: File, default: {class: File, basename: c, contents: text}}
                  n: {type: double, default: .5}
                outputs: []
                """);

    assertThat(defaultOf(tool, "a"))
        .isEqualTo("{\"class\":\"File\",\"location\":\"https://example.org/apps/data/a.tif\"}");
    assertThat(defaultOf(tool, "b"))
        .isEqualTo(
            "{\"class\":\"Directory\",\"location\":\"https://example.org/apps/my%20data%231\"}");
    assertThat(defaultOf(tool, "c"))
        .isEqualTo("{\"class\":\"File\",\"basename\":\"c\",\"contents\":\"text\"}");
    assertThat(defaultOf(tool, "n")).isEqualTo("0.5");
  }

  private static String defaultOf(CommandLineTool tool, String input) {
    return tool.input(input).orElseThrow().defaultValue().orElseThrow().toString();
  }

  private static CwlType type(CommandLineTool tool, String input) {
    return tool.input(input).orElseThrow().type();
  }
}
