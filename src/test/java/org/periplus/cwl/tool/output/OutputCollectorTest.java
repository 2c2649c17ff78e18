package org.periplus.cwl.tool.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.HostRun;
import org.periplus.cwl.tool.Outcome;
import org.periplus.cwl.tool.plan.ToolPlan;

class OutputCollectorTest {

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

  /** Runs a script in the output directory; the file {@code $1} is an input. */
  private ObjectNode run(String script, String outputs) throws IOException {
    host.file("input.txt", "input");
    return host.run(tool(script, outputs), "{\"f\": " + host.fileValue("input.txt") + "}");
  }

  private CommandLineTool tool(String script, String outputs) {
    return host.tool(
        """
        requirements: {InlineJavascriptRequirement: {}}
        baseCommand: [sh, -c]
        arguments: ['%s', sh, $(inputs.f.path)]
        inputs: {f: File}
        outputs:
        %s
        """
            .formatted(script, outputs.indent(2)));
  }

  private static List<String> names(JsonNode files) {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add(file.path("basename").asText()));
    return names;
  }

  @Test
  void aFileIsDescribedCompletely() throws IOException {
    ObjectNode outputs =
        run("printf hello > mask.v1.tif", "mask: {type: File, outputBinding: {glob: '*.tif'}}");

    Path file = host.folders.outputDirectory().resolve("mask.v1.tif");
    assertThat(outputs.path("mask").toString())
        .isEqualTo(
            HostRun.JSON
                .createObjectNode()
                .put("class", "File")
                .put("location", file.toUri().toString())
                .put("basename", "mask.v1.tif")
                .put("nameroot", "mask.v1")
                .put("nameext", ".tif")
                .put("size", 5)
                .put("path", file.toString())
                .put("checksum", "sha1$aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d")
                .toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*            | a b.txt,b.txt,d,q\\x.txt,ß.txt",
        "*.txt        | a b.txt,b.txt,q\\x.txt,ß.txt",
        "?.txt        | b.txt,ß.txt",
        "[a-c]*.txt   | a b.txt,b.txt",
        "[!a-c]*.txt  | q\\x.txt,ß.txt",
        ".h*          | .hidden",
        "d/*/*.tif    | 1.tif,2.tif",
        "d            | d",
        "d/           | d",
        "d/../b.txt   | b.txt",
        "none         | ``",
      })
  void globsAreThoseOfPosix(String glob, String expected) throws IOException {
    ObjectNode outputs =
        run(
            "mkdir -p d/x d/y; touch \"a b.txt\" b.txt ß.txt .hidden \"q\\x.txt\" d/x/1.tif"
                + " d/y/2.tif",
            "o: {type: Any, outputBinding: {glob: '" + glob.replace("'", "''") + "'}}");

    assertThat(String.join(",", names(outputs.path("o")))).isEqualTo(expected);
  }

  @Test
  void nothingWhereSomethingIsRequiredSaysWhatThereIs() {
    assertThatThrownBy(
            () ->
                run(
                    "touch mask.tiff log.txt",
                    "mask: {type: File, outputBinding: {glob: ['*.tif', '*.jp2']}}"))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "output 'mask': nothing matches '*.tif' or '*.jp2'; the output directory holds"
                + " 'log.txt', 'mask.tiff'");
  }

  @Test
  void nothingWhereItIsOptionalIsNull() throws IOException {
    ObjectNode outputs =
        run(
            "true",
            """
            one: {type: File?, outputBinding: {glob: x}}
            many: {type: 'File[]', outputBinding: {glob: x}}
            unbound: string?
            """);

    assertThat(outputs).isEqualTo(HostRun.json("{\"one\": null, \"many\": [], \"unbound\": null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\\\"o\\\": 1e999} | has a number beyond 1.8e308",
        "\\0\\0\\0{\\377\\0\\0\\0 | is not in UTF-8"
      })
  void anOutputObjectThatIsNoJsonOfNumbersIsRefused(String written, String reason) {
    assertThatThrownBy(() -> run("printf \"" + written + "\" > cwl.output.json", "o: Any?"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void severalWhereOneIsAskedForIsRefused() {
    assertThatThrownBy(
            () -> run("touch a.tif b.tif", "o: {type: File, outputBinding: {glob: '*.tif'}}"))
        .hasMessage("output 'o': its type is File, but 2 match '*.tif': 'a.tif', 'b.tif'");
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThatThrownBy(() -> run("mkdir d", "o: {type: File, outputBinding: {glob: d}}"))
        .hasMessage("output 'o': expected File, got a Directory");
  }

  @Test
  void expressionsSeeContentsAndTheExitCode() throws IOException {
    ObjectNode outputs =
        run(
            "echo 42 > n; exit 3",
            """
            n: {type: int, outputBinding: {glob: n, loadContents: true, outputEval: '$(parseInt(self[0].contents))'}}
            code: {type: int, outputBinding: {outputEval: $(runtime.exitCode)}}
            path: {type: string, outputBinding: {glob: n, outputEval: '$(self[0].path.split("/").slice(-1)[0])'}}
            """);

    assertThat(outputs).isEqualTo(HostRun.json("{\"n\": 42, \"code\": 3, \"path\": \"n\"}"));
  }

  @Test
  void recordsAreCollectedFieldByField() throws IOException {
    ObjectNode outputs =
        run(
            "touch a.tif a.tif.aux b.txt",
            """
            scene:
              type:
                type: record
                fields:
                  image: {type: File, secondaryFiles: [.aux, .none], outputBinding: {glob: a.tif}}
                  notes: {type: 'File[]', outputBinding: {glob: '*.txt'}}
                  none: {type: File?, outputBinding: {glob: nothing}}
            """);

    JsonNode scene = outputs.path("scene");
    assertThat(names(scene.at("/image/secondaryFiles"))).containsExactly("a.tif.aux");
    assertThat(scene.at("/image/secondaryFiles/0/checksum").asText()).startsWith("sha1$");
    assertThat(names(scene.path("notes"))).containsExactly("b.txt");
    assertThat(scene.path("none").isNull()).isTrue();
  }

  @Test
  void formatAndListingAreSet() throws IOException {
    ObjectNode outputs =
        run(
            "mkdir -p d/e; touch d/e/f a.tif",
            """
            image: {type: File, format: 'http://e.org/cog', outputBinding: {glob: a.tif}}
            folder: {type: Directory, outputBinding: {glob: d, loadListing: deep_listing}}
            """);

    assertThat(outputs.at("/image/format").asText()).isEqualTo("http://e.org/cog");
    assertThat(outputs.at("/folder/listing/0/listing/0/path").asText())
        .isEqualTo(host.folders.outputDirectory().resolve("d/e/f").toString());
  }

  @Test
  void theToolMayWriteTheOutputObjectItself() throws IOException {
    ObjectNode outputs =
        run(
            """
            mkdir "d d"; touch "d d/x.txt" y.txt; cat > cwl.output.json <<E
            {"a": {"class": "File", "path": "d d/x.txt"}, "b": {"class": "File", "location": "d%20d/x.txt"},
             "c": {"class": "File", "path": "$PWD/y.txt"}, "d": {"class": "Directory", "path": "d d"}, "n": 1,
             "i": {"class": "File", "path": "$1"}}
            E
            """
                .replace("\n", "\n\n"),
            "a: File\nb: File\nc: File\nd: Directory\nn: int\ni: File");

    assertThat(names(outputs)).containsExactly("x.txt", "x.txt", "y.txt", "d d", "", "input.txt");
    assertThat(outputs.at("/b/path").asText())
        .isEqualTo(host.folders.outputDirectory().resolve("d d/x.txt").toString());
    assertThat(outputs.at("/i/path").asText()).isEqualTo(folder.resolve("input.txt").toString());
  }

  /** Ten links to their own folder are ten ways at each level. */
  @Test
  void aGlobThatFindsMoreThanAFolderMayHaveEndsThere() {
    assertThatThrownBy(
            () ->
                run(
                    "for i in 0 1 2 3 4 5 6 7 8 9; do ln -s . s$i; done",
                    "o: {type: 'File[]', outputBinding: {glob: '" + "*/".repeat(20) + "*'}}"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("more than 1000000 files and folders");
  }

  @Test
  void aLinkToAnInputIsThatInputUnderTheNameOfTheLink() throws IOException {
    ObjectNode outputs =
        run("ln -s \"$1\" renamed.txt", "o: {type: File, outputBinding: {glob: renamed.txt}}");

    assertThat(outputs.at("/o/basename").asText()).isEqualTo("renamed.txt");
    assertThat(outputs.at("/o/path").asText()).isEqualTo(folder.resolve("input.txt").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /etc/passwd o      | o",
        "ln -s ../.. o            | o",
        "ln -s /etc o             | o/passwd",
        "mkdir o; ln -s /etc/passwd o/p | o",
        "ln -s / cwl.output.json  | o",
        "ln -s /etc/passwd cwl.output.json  | o",
        "ln -s o o                | o",
        "ln -s nothing o          | o",
        "mkfifo o                 | o",
        "touch o                  | ../staging",
        "touch o                  | /etc/passwd",
      })
  void nothingLeadsOutOfTheOutputDirectory(String script, String glob) {
    assertThatThrownBy(() -> run(script, "o: {type: Any, outputBinding: {glob: '" + glob + "'}}"))
        .isInstanceOf(OutputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{class: \"File\", location: \"file:///etc/passwd\"}",
        "{class: \"File\", path: \"/etc/passwd\"}",
        "{class: \"File\", path: \"../../input.txt\"}",
        "{class: \"File\", location: \"../../input.txt\"}",
        "{class: \"Directory\", basename: \"d\", listing: [{class: \"File\", path:"
            + " \"/etc/passwd\"}]}",
      })
  void anExpressionCannotNameAFileOfTheHost(String value) {
    assertThatThrownBy(
            () -> run("true", "o: {type: Any, outputBinding: {outputEval: '$(" + value + ")'}}"))
        .isInstanceOf(OutputException.class);
  }

  @Test
  void anExpressionMayMakeAFileOrPassAnInputOn() throws IOException {
    ObjectNode outputs =
        run(
            "true",
            """
            made: {type: File, outputBinding: {outputEval: '$({class: "File", basename: "m.txt", contents: "text"})'}}
            same: {type: File, outputBinding: {outputEval: '$(inputs.f)'}}
            """);

    assertThat(Path.of(outputs.at("/made/path").asText())).hasContent("text");
    assertThat(outputs.at("/same/path").asText()).isEqualTo(folder.resolve("input.txt").toString());
  }

  @Test
  void aDirectoryWithMountedFilesIsMadeWhole() throws IOException {
    host.file("input.txt", "input");
    CommandLineTool tool =
        host.tool(
            """
            requirements:
              InitialWorkDirRequirement: {listing: [{entryname: sub/in.txt, entry: $(inputs.f)}]}
            inputs: {f: File}
            outputs: {all: {type: Directory, outputBinding: {glob: .}}, one: {type: File, outputBinding: {glob: sub/in.txt}}}
            """);
    ToolPlan plan = host.planInContainer(tool, "{\"f\": " + host.fileValue("input.txt") + "}");
    Path out = host.folders.outputDirectory();
    Files.createSymbolicLink(out.resolve("link"), Path.of("/periplus/in/0/input.txt"));
    Files.createSymbolicLink(out.resolve("inner"), Path.of("/periplus/out/sub"));

    ObjectNode outputs = host.collectInContainer(tool, plan);

    assertThat(outputs.at("/all/path").asText()).isEqualTo(out.toString());
    assertThat(outputs.at("/one/size").asInt()).isEqualTo(5);
    assertThat(out.resolve("sub/in.txt")).isRegularFile().hasContent("input");
    assertThat(Files.isSymbolicLink(out.resolve("link"))).isFalse();
    assertThat(out.resolve("link")).hasContent("input");
    assertThat(out.resolve("inner/in.txt")).hasContent("input");
  }

  @Test
  void exitCodesMeanWhatTheToolSays() {
    CommandLineTool tool =
        host.tool(
            """
            inputs: {}
            outputs: {}
            successCodes: [0, 4]
            temporaryFailCodes: [75]
            permanentFailCodes: [1]
            """);

    assertThat(Outcome.of(tool, 4)).isEqualTo(Outcome.SUCCESS);
    assertThat(Outcome.of(tool, 75)).isEqualTo(Outcome.TEMPORARY_FAILURE);
    assertThat(Outcome.of(tool, 1)).isEqualTo(Outcome.PERMANENT_FAILURE);
    assertThat(Outcome.of(tool, 2)).isEqualTo(Outcome.PERMANENT_FAILURE);
    assertThat(Outcome.of(host.tool("inputs: {}\noutputs: {}\n"), 0)).isEqualTo(Outcome.SUCCESS);
  }
}
