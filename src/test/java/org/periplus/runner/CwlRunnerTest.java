package org.periplus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.folder.FolderTree;

@Timeout(120)
class CwlRunnerTest {

  @TempDir Path folder;

  private record Result(int exitCode, String out, String err) {
    JsonNode outputs() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private Result run(String... arguments) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new CwlRunner(stream(out), stream(err)).run(arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Result runDocument(String document, String... options) throws Exception {
    Files.writeString(folder.resolve("document.cwl"), document);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--outdir=" + folder.resolve("out"));
    arguments.add(folder.resolve("document.cwl").toString());
    if (Files.exists(folder.resolve("job.yml"))) {
      arguments.add(folder.resolve("job.yml").toString());
    }
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void outputsOfTheSameNameLieBesideEachOther() throws Exception {
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: { ScatterFeatureRequirement: {} }
            inputs: {}
            outputs: { all: { type: 'File[]', outputSource: each/out } }
            steps:
              each:
                scatter: word
                in: { word: { default: [one, two] } }
                out: [out]
                run:
                  class: CommandLineTool
                  baseCommand: echo
                  inputs: { word: { type: string, inputBinding: {} } }
                  outputs: { out: stdout }
                  stdout: out.txt
            """,
            "--quiet");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.outputs().path("all").findValuesAsText("basename"))
        .containsExactly("out.txt", "out_2.txt");
    assertThat(folder.resolve("out/out.txt")).hasContent("one");
    assertThat(folder.resolve("out/out_2.txt")).hasContent("two");
  }

  private static String tool(String outputs) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    inputs: {}
    baseCommand: [sh, -c, 'mkdir -p out/sub; echo C > out/catalog.json; echo T > out/sub/t.tif']
    outputs: %s
    """
        .formatted(outputs);
  }

  private void hasAllOfIt(Path directory) {
    assertThat(directory.resolve("catalog.json")).hasContent("C");
    assertThat(directory.resolve("sub/t.tif")).hasContent("T");
  }

  @Test
  void aFileThatLiesInADirectoryOutputIsInBothPlaces() throws Exception {
    for (String outputs :
        List.of(
            "{ a: { type: File, outputBinding: { glob: out/catalog.json } },"
                + " b: { type: Directory, outputBinding: { glob: out } } }",
            "{ a: { type: Directory, outputBinding: { glob: out } },"
                + " b: { type: File, outputBinding: { glob: out/catalog.json } } }")) {
      Result result = runDocument(tool(outputs), "--quiet");

      assertThat(result.exitCode()).as(result.err()).isZero();
      Path out = folder.resolve("out");
      hasAllOfIt(out.resolve("out"));
      assertThat(out.resolve("catalog.json")).hasContent("C");
      FolderTree.delete(out);
    }
  }

  @Test
  void aDirectoryThatLiesInADirectoryOutputIsInBothPlaces() throws Exception {
    for (String outputs :
        List.of(
            "{ a: { type: Directory, outputBinding: { glob: out/sub } },"
                + " b: { type: Directory, outputBinding: { glob: out } } }",
            "{ a: { type: Directory, outputBinding: { glob: out } },"
                + " b: { type: Directory, outputBinding: { glob: out/sub } } }")) {
      Result result = runDocument(tool(outputs), "--quiet");

      assertThat(result.exitCode()).as(result.err()).isZero();
      Path out = folder.resolve("out");
      hasAllOfIt(out.resolve("out"));
      assertThat(out.resolve("sub/t.tif")).hasContent("T");
      FolderTree.delete(out);
    }
  }

  private void directoryOfThree() throws IOException {
    for (String name : List.of("f1.txt", "f2.txt", "f3.txt")) {
      Files.createDirectories(folder.resolve("d"));
      Files.writeString(folder.resolve("d").resolve(name), name);
    }
    Files.writeString(folder.resolve("job.yml"), "d: {class: Directory, path: d}");
  }

  @Test
  void aStepSeesTheListingThatItAsksFor() throws Exception {
    directoryOfThree();
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: { InlineJavascriptRequirement: {}, StepInputExpressionRequirement: {} }
            inputs: { d: Directory }
            outputs: { n: { type: int, outputSource: e/n } }
            steps:
              e:
                in: { fs: { source: d, loadListing: shallow_listing, valueFrom: $(self.listing) } }
                out: [n]
                run:
                  class: ExpressionTool
                  inputs: { fs: 'File[]' }
                  outputs: { n: int }
                  expression: '$({"n": inputs.fs.length})'
            """,
            "--quiet");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.outputs().path("n").asInt()).isEqualTo(3);
  }

  @Test
  void aToolSeesTheListingThatTheWorkflowsInputHasLoaded() throws Exception {
    directoryOfThree();
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: { SubworkflowFeatureRequirement: {} }
            inputs: { d: { type: Directory, loadListing: deep_listing } }
            outputs: { o: { type: File, outputSource: inner/o } }
            steps:
              inner:
                in: { d: d }
                out: [o]
                run:
                  class: Workflow
                  inputs: { d: Directory }
                  outputs: { o: { type: File, outputSource: e/o } }
                  steps:
                    e:
                      in: { d: d }
                      out: [o]
                      run:
                        class: CommandLineTool
                        requirements: { InlineJavascriptRequirement: {} }
                        inputs: { d: Directory }
                        baseCommand: cat
                        arguments: ['$(inputs.d.listing[1].path)']
                        stdout: o.txt
                        outputs: { o: stdout }
            """,
            "--quiet");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder.resolve("out/o.txt")).hasContent("f2.txt");
  }

  @Test
  void aRecordKeepsMembersThatItsTypeDoesNotName() throws Exception {
    Files.writeString(
        folder.resolve("job.yml"),
        "{aoi: {class: 'https://a.org/x.yaml#Feature', type: Feature, properties: {x: 1}}}");
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            requirements: { InlineJavascriptRequirement: {} }
            inputs: { aoi: { type: { type: record, fields: { type: string } } } }
            baseCommand: echo
            arguments: ['$(inputs.aoi.type)', '$(inputs.aoi.properties)']
            stdout: o.txt
            outputs: { o: stdout }
            """,
            "--quiet");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder.resolve("out/o.txt")).hasContent("Feature {\"x\": 1}");
  }

  @Test
  void outputsAreTheCallersAndHaveNoSetIdBits() throws Exception {
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            inputs: {}
            baseCommand: [sh, -c, 'cp /bin/sh shell; chmod 6755 shell']
            outputs: { shell: { type: File, outputBinding: { glob: shell } } }
            requirements: { DockerRequirement: { dockerPull: 'debian:stable-slim' } }
            """,
            "--quiet");

    assertThat(result.exitCode()).as(result.err()).isZero();
    Path shell = folder.resolve("out/shell");
    assertThat(Files.getAttribute(shell, "unix:uid"))
        .isEqualTo(Files.getAttribute(folder, "unix:uid"));
    assertThat((int) Files.getAttribute(shell, "unix:mode") & 07777).isEqualTo(0755);
  }

  @Test
  void aLinkToAFolderThatHoldsItIsNamed() throws Exception {
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            inputs: {}
            baseCommand: [sh, -c, 'mkdir out; echo 1 > out/a.txt; ln -s . out/self']
            outputs: { dir: { type: Directory, outputBinding: { glob: out } } }
            """,
            "--quiet");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("'out/self' is a link to a folder that holds it");
  }

  @Test
  void anInputThatBecomesAnOutputStaysWhereItIs() throws Exception {
    Files.writeString(folder.resolve("scene.txt"), "pixels");
    Files.writeString(folder.resolve("job.yml"), "file: { class: File, location: scene.txt }");
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            requirements:
              InitialWorkDirRequirement: { listing: [ $(inputs.file) ] }
            baseCommand: 'true'
            inputs: { file: File }
            outputs: { same: { type: File, outputBinding: { glob: scene.txt } } }
            """);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder.resolve("scene.txt")).hasContent("pixels");
    assertThat(folder.resolve("out/scene.txt")).hasContent("pixels");
    Files.writeString(folder.resolve("out/scene.txt"), "changed");
    assertThat(folder.resolve("scene.txt")).hasContent("pixels");
  }

  @Test
  void requirementsOfTheInputObjectCountOverThoseOfTheDocument() throws Exception {
    Files.writeString(
        folder.resolve("job.yml"),
        """
        cwl:requirements:
        - class: EnvVarRequirement
          envDef: { WHO: the user }
        """);
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            requirements: { EnvVarRequirement: { envDef: { WHO: the author } } }
            baseCommand: [sh, -c, 'echo $WHO']
            inputs: {}
            outputs: { out: stdout }
            stdout: who.txt
            """);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder.resolve("out/who.txt")).hasContent("the user");
  }

  @Test
  void withoutContainersAToolWithAnImageRunsOnThisMachine() throws Exception {
    String here = folder.resolve("here").toString();
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            requirements: { DockerRequirement: { dockerPull: no.such/image } }
            baseCommand: [touch, %s]
            inputs: {}
            outputs: {}
            """
                .formatted(here),
            "--no-container");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Path.of(here)).exists();
  }

  @Test
  void aFailedToolIsTheReasonAndItsLogIsShown() throws Exception {
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: picky
            baseCommand: [sh, -c, 'echo looking für; echo not this one >&2; exit 4']
            inputs: {}
            outputs: {}
            """);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("looking für")
        .contains("without a container")
        .contains("cwl-runner: Step picky failed with exit code 4: not this one");
  }

  @Test
  void whatIsNotSupportedHasItsOwnExitCode() throws Exception {
    Result result =
        runDocument(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            requirements: { NoSuchRequirement: {} }
            baseCommand: 'true'
            inputs: {}
            outputs: {}
            """);

    assertThat(result.exitCode()).isEqualTo(33);
    assertThat(result.err()).contains("document.cwl:3:").contains("NoSuchRequirement");
  }

  private static final String COPY =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      requirements: { InlineJavascriptRequirement: {} }
      baseCommand: [sh, -c, 'mkdir d; echo 1 > a.txt']
      inputs: { n: int, s: { type: string, default: x } }
      outputs:
        f: { type: File, outputBinding: { glob: a.txt } }
        d: { type: Directory, outputBinding: { glob: d } }
      """;

  @Test
  void aSecondRunIntoTheSameFolderSaysWhatBecomesOfTheFirst() throws Exception {
    Files.writeString(folder.resolve("job.yml"), "n: 1");
    assertThat(runDocument(COPY).err()).doesNotContain("already");

    Result second = runDocument(COPY);

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("out/a.txt' was there already and is replaced.")
        .contains("out/d' is there already and stays; the output is '")
        .contains("out/d_2'.");
  }

  @Test
  void validatesWithoutRunningAnything() throws Exception {
    Result valid = runDocument(COPY, "--validate");
    assertThat(valid.exitCode()).as(valid.err()).isZero();
    assertThat(valid.out()).contains("document.cwl is valid CWL");
    assertThat(folder.resolve("out")).doesNotExist();

    Result wrong = runDocument(COPY.replace("type: Directory", "tipe: Directory"), "--validate");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("document.cwl:8:").contains("tipe");

    Files.writeString(folder.resolve("job.yml"), "{s: 1, t: 2}");
    Result inputs = runDocument(COPY, "--validate");
    assertThat(inputs.exitCode()).isEqualTo(1);
    assertThat(inputs.err())
        .contains("input 'n': a value of type int is required and none is given")
        .contains("input 's': expected string, got int 1")
        .contains("there is no input 't'");

    Result unsupported =
        runDocument(COPY.replace("InlineJavascriptRequirement", "NoSuchRequirement"), "--validate");
    assertThat(unsupported.exitCode()).isEqualTo(33);
  }

  @Test
  void printsTheDocumentWithAllThatItRefersTo() throws Exception {
    Files.writeString(folder.resolve("tool.cwl"), COPY);
    String workflow =
        "{cwlVersion: v1.2, class: Workflow, inputs: {n: int}, outputs: [], steps: {s: {run:"
            + " tool.cwl, in: {n: n}, out: []}}}";

    Result result = runDocument(workflow, "--print");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(result.out()).contains("$graph");
    Files.writeString(folder.resolve("packed.cwl"), result.out());
    Files.delete(folder.resolve("tool.cwl"));
    Result packed = run("--validate", folder.resolve("packed.cwl").toString());
    assertThat(packed.exitCode()).as(packed.err()).isZero();
  }

  @Test
  void anEmptyTextIsNoDirectoryAndTheAuthorIsWarned() throws Exception {
    Result result =
        runDocument(
            "{cwlVersion: v1.2, class: CommandLineTool, inputs: {ds: {type: Directory, default:"
                + " ''}}, baseCommand: ls, outputs: []}");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("warning: ", "'ds' is an empty text")
        .contains("input 'ds': a value of type Directory is required and none is given");
  }

  @Test
  void takesAJobFileOfFourMebibytes() throws Exception {
    Files.writeString(
        folder.resolve("job.yml"),
        "{a: [" + "'01234567890123456789012345678901', ".repeat(120_000) + "'x']}");

    Result result =
        runDocument(
            "{cwlVersion: v1.2, class: ExpressionTool, inputs: {a: 'string[]'}, outputs: {n: int},"
                + " expression: '$({\"n\": inputs.a.length})', requirements:"
                + " {InlineJavascriptRequirement: {}}}",
            "--quiet");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.outputs().path("n").asInt()).isEqualTo(120_001);
  }

  @Test
  void wrongUseIsTold() throws Exception {
    assertThat(run("--outdir").exitCode()).isEqualTo(2);
    assertThat(run("--fast", "x.cwl").err()).contains("unknown option '--fast'");
    assertThat(run("--parallel=0", "x.cwl").err()).contains("from 1 to 9999");
    assertThat(run("a", "b", "c").err()).contains("'c'");
    assertThat(run(folder.resolve("none.cwl").toString()).err()).contains("there is no file");
    assertThat(run("--version").exitCode()).isZero();
    assertThat(run("--help").out()).contains("Exit codes");
  }
}
