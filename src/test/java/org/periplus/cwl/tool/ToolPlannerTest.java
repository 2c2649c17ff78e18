package org.periplus.cwl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.ResourceRequest;
import org.periplus.cwl.tool.plan.ToolPlan;

class ToolPlannerTest {

  @TempDir Path folder;
  private HostRun host;

  @BeforeEach
  void start() throws IOException {
    host = new HostRun(folder);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void inputsAreMountedReadOnlyEachInAFolderOfItsOwn() throws IOException {
    Path image = host.file("data/a.tif", "x");
    Path index = host.file("data/a.tif.idx", "y");
    CommandLineTool tool =
        host.tool("inputs: {f: {type: File, secondaryFiles: [.idx]}, g: File}\noutputs: {}\n");

    ToolPlan plan =
        host.planInContainer(
            tool,
            "{\"f\": "
                + host.fileValue("data/a.tif")
                    .replace(
                        "}", ", \"secondaryFiles\": [" + host.fileValue("data/a.tif.idx") + "]}")
                + ", \"g\": "
                + host.fileValue("data/a.tif")
                + "}");

    assertThat(plan.mounts())
        .containsExactly(
            new FileMount(host.folders.temporaryDirectory(), "/tmp", false),
            new FileMount(host.folders.outputDirectory(), "/periplus/out", false),
            new FileMount(image, "/periplus/in/0/a.tif", true),
            new FileMount(index, "/periplus/in/0/a.tif.idx", true),
            new FileMount(image, "/periplus/in/1/a.tif", true));
    assertThat(plan.inputs().at("/f/secondaryFiles/0/path").asText())
        .isEqualTo("/periplus/in/0/a.tif.idx");
    assertThat(plan.inputs().at("/f/dirname").asText()).isEqualTo("/periplus/in/0");
  }

  @Test
  void literalsBecomeFiles() throws IOException {
    host.file("real.txt", "real");
    CommandLineTool tool =
        host.tool(
            """
            baseCommand: sh
            arguments: [-c, 'cat "$1" "$2/deep/note.txt" "$2/real.txt"', sh, $(inputs.f.path), $(inputs.d.path)]
            inputs: {f: File, d: Directory}
            outputs: {text: {type: string, outputBinding: {glob: o, loadContents: true, outputEval: '$(self[0].contents)'}}}
            stdout: o
            """);

    assertThat(
            host.run(
                tool,
                """
                {"f": {"class": "File", "basename": "a b.txt", "contents": "one "},
                 "d": {"class": "Directory", "basename": "dir", "listing": [
                   {"class": "Directory", "basename": "deep", "listing": [
                     {"class": "File", "basename": "note.txt", "contents": "two "}]},
                   %s]}}\
                """
                    .formatted(host.fileValue("real.txt"))))
        .isEqualTo(HostRun.json("{\"text\": \"one two real\"}"));
  }

  @Test
  void theSurroundingsOfTheToolAreEvaluated() {
    CommandLineTool tool =
        host.tool(
            """
            requirements:
              EnvVarRequirement: {envDef: {LEVEL: 'L$(inputs.level)', WHERE: $(runtime.outdir)}}
              ResourceRequirement: {coresMin: 1.5, ramMin: $(inputs.level), ramMax: 4000, outdirMax: 10.2}
              NetworkAccess: {networkAccess: true}
              ToolTimeLimit: {timelimit: $(inputs.level)}
              DockerRequirement: {dockerPull: 'debian:stable-slim', dockerOutputDirectory: /work}
            arguments: [$(runtime.cores), $(runtime.ram), $(runtime.outdirSize), $(runtime.tmpdirSize), $(runtime.tmpdir)]
            inputs: {level: int}
            outputs: {}
            stdout: logs/$(inputs.level).txt
            stderr: err.txt
            """);

    ToolPlan plan = host.planInContainer(tool, "{\"level\": 7}");

    assertThat(plan.environment())
        .containsEntry("HOME", "/work")
        .containsEntry("TMPDIR", "/tmp")
        .containsEntry("LEVEL", "L7")
        .containsEntry("WHERE", "/work");
    assertThat(plan.resources()).isEqualTo(new ResourceRequest(1.5, 7, 1024, 11));
    assertThat(plan.command()).containsExactly("2", "7", "11", "1024", "/tmp");
    assertThat(plan.network()).isTrue();
    assertThat(plan.timeLimit()).contains(Duration.ofSeconds(7));
    assertThat(plan.workingDirectory()).isEqualTo("/work");
    assertThat(plan.stdout()).contains("logs/7.txt");
    assertThat(plan.stderr()).contains("err.txt");
    assertThat(host.folders.outputDirectory().resolve("logs")).isDirectory();
  }

  @Test
  void withoutRequirementsTheDefaultsOfCwlCount() {
    ToolPlan plan = host.planInContainer(host.tool("inputs: {}\noutputs: {}\n"), "{}");

    assertThat(plan.resources()).isEqualTo(ResourceRequest.DEFAULT);
    assertThat(plan.network()).isFalse();
    assertThat(plan.timeLimit()).isEmpty();
    assertThat(plan.docker()).isEmpty();
  }

  @Test
  void expressionsSeeWhatIsGranted() {
    CommandLineTool tool = host.tool("arguments: [$(runtime.cores)]\ninputs: {}\noutputs: {}\n");
    try (ExpressionEngine engine = new ExpressionEngine()) {
      ToolPlan plan =
          new ToolPlanner(engine)
              .plan(
                  tool,
                  tool.requirements(),
                  HostRun.json("{}"),
                  host.containerFolders(),
                  Optional.of(new ResourceRequest(4, 1, 1, 1)));

      assertThat(plan.command()).containsExactly("4");
    }
  }

  @Test
  void standardInputIsAFileOfTheHost() throws IOException {
    Path file = host.file("in.txt", "hello");
    CommandLineTool tool =
        host.tool("inputs: {f: File}\noutputs: {}\nbaseCommand: cat\nstdin: $(inputs.f.path)\n");

    ToolPlan plan = host.planInContainer(tool, "{\"f\": " + host.fileValue("in.txt") + "}");

    assertThat(plan.stdin()).contains(file);
  }

  @Test
  void streamsStayInTheOutputDirectory() {
    CommandLineTool tool = host.tool("inputs: {}\noutputs: {}\nstdout: ../up.txt\n");

    assertThatThrownBy(() -> host.planInContainer(tool, "{}"))
        .isInstanceOf(PlanException.class)
        .hasMessage("stdout: '../up.txt' does not lie in the output directory");
  }

  @Test
  void aFileThatIsStillElsewhereIsRefused() {
    CommandLineTool tool = host.tool("inputs: {f: File}\noutputs: {}\n");

    assertThatThrownBy(
            () ->
                host.planInContainer(
                    tool, "{\"f\": {\"class\": \"File\", \"location\": \"https://h/x.tif\"}}"))
        .hasMessage("input 'f': 'https://h/x.tif' is not on this host; it must be fetched first");
  }

  @Test
  void aMaximumBelowTheMinimumIsRefused() {
    CommandLineTool tool =
        host.tool(
            """
            requirements: {ResourceRequirement: {ramMin: 10, ramMax: $(inputs.n)}}
            inputs: {n: int}
            outputs: {}
            """);

    assertThatThrownBy(() -> host.planInContainer(tool, "{\"n\": 5}"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("ResourceRequirement.ramMax");
  }

  @Test
  void thePlannerLeavesTheGivenInputsAlone() throws IOException {
    host.file("a.txt", "");
    String given = "{\"f\": " + host.fileValue("a.txt") + "}";
    var inputs = HostRun.json(given);
    CommandLineTool tool = host.tool("inputs: {f: File}\noutputs: {}\n");
    try (ExpressionEngine engine = new ExpressionEngine()) {
      new ToolPlanner(engine).plan(tool, tool.requirements(), inputs, host.folders);
    }

    assertThat(inputs).isEqualTo(HostRun.json(given));
    assertThat(Files.exists(folder.resolve("a.txt"))).isTrue();
  }
}
