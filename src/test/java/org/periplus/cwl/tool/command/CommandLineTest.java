package org.periplus.cwl.tool.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.HostRun;
import org.periplus.cwl.tool.plan.PlanException;

class CommandLineTest {

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

  private List<String> command(String yaml, String inputs) {
    return host.planInContainer(host.tool(yaml + "\noutputs: {}\n"), inputs).command();
  }

  @Test
  void sortsByPositionThenArgumentsThenNames() {
    assertThat(
            command(
                """
                baseCommand: [prog, sub]
                arguments: [first, {position: 2, prefix: -m, valueFrom: mid}, second]
                inputs:
                  zed: {type: int, inputBinding: {position: 1}}
                  alpha: {type: int, inputBinding: {position: 1}}
                  last: {type: string, inputBinding: {position: 10, prefix: --last=, separate: false}}
                  none: {type: int?, inputBinding: {position: -5, prefix: -n}}
                  front: {type: string, inputBinding: {position: -1}}
                  unbound: string
                  computed: {type: int, inputBinding: {position: $(self)}}
                """,
                """
                {"zed": 1, "alpha": 2, "last": "x y", "front": "f", "unbound": "u",
                 "computed": 11}\
                """))
        .containsExactly(
            "prog", "sub", "f", "first", "second", "2", "1", "-m", "mid", "--last=x y", "11");
  }

  @Test
  void arraysAreRepeatedJoinedOrPrefixed() {
    assertThat(
            command(
                """
                inputs:
                  a: {type: 'string[]', inputBinding: {position: 1, prefix: -a}}
                  b: {type: {type: array, items: string, inputBinding: {prefix: -b}}, inputBinding: {position: 2}}
                  c: {type: 'int[]', inputBinding: {position: 3, prefix: -c=, itemSeparator: ',', separate: false}}
                  d: {type: 'string[]', inputBinding: {position: 4, prefix: -d}}
                  e: {type: {type: array, items: string, inputBinding: {prefix: -YYY}}, inputBinding: {position: 5, prefix: -XXX}}
                  f: {type: 'string[]', inputBinding: {position: 6, prefix: -f, valueFrom: '$(self)'}}
                """,
                """
                {"a": ["1", "2"], "b": ["3", "4"], "c": [5, 6], "d": [], "e": ["7", "8"],
                 "f": ["9", "10"]}\
                """))
        .containsExactly(
            "-a", "1", "2", "-b", "3", "-b", "4", "-c=5,6", "-XXX", "-YYY", "7", "-YYY", "8", "-f",
            "9", "10");
  }

  @Test
  void recordsUnionsAndEnumsAreWalked() {
    String tool =
        """
        inputs:
          region:
            type:
              - type: record
                name: box
                fields:
                  north: {type: float, inputBinding: {position: 2, prefix: -n}}
                  west: {type: float, inputBinding: {position: 1, prefix: -w}}
              - type: record
                name: tile
                fields:
                  id: {type: string, inputBinding: {prefix: -t}}
            inputBinding: {prefix: --region}
          method: {type: {type: enum, symbols: [otsu, fixed], inputBinding: {prefix: -m}}}
          zoom: {type: [int, string], inputBinding: {position: 5}}
        """;

    assertThat(
            command(
                tool,
                "{\"region\": {\"north\": 4.50, \"west\": 1e-7}, \"method\": \"otsu\", \"zoom\":"
                    + " 3}"))
        .containsExactly("-m", "otsu", "--region", "-w", "0.0000001", "-n", "4.5", "3");
    assertThat(
            command(
                tool, "{\"region\": {\"id\": \"T32\"}, \"method\": \"fixed\", \"zoom\": \"a\"}"))
        .containsExactly("-m", "fixed", "--region", "-t", "T32", "a");
  }

  @Test
  void booleansAndNumbersAreWords() {
    assertThat(
            command(
                """
                inputs:
                  yes: {type: boolean, inputBinding: {prefix: --yes, position: 1}}
                  no: {type: boolean, inputBinding: {prefix: --no}}
                  bare: {type: boolean, inputBinding: {}}
                  big: {type: long, inputBinding: {position: 2}}
                  real: {type: double, inputBinding: {position: 3}}
                  huge: {type: double, inputBinding: {position: 4}}
                """,
                """
                {"yes": true, "no": false, "bare": true, "big": 9007199254740993, "real": 2.50,
                 "huge": 1e20}\
                """))
        .containsExactly("--yes", "9007199254740993", "2.5", "100000000000000000000");
  }

  @Test
  void filesAreNamedByTheirPathInside() throws IOException {
    host.file("a b.tif", "x");
    host.file("dir/c.txt", "y");

    assertThat(
            command(
                """
                inputs:
                  image: {type: File, inputBinding: {prefix: -i}}
                  folder: {type: Directory, inputBinding: {prefix: -d}}
                  root: {type: string, inputBinding: {prefix: -r, valueFrom: $(inputs.image.nameroot)$(self)}}
                """,
                "{\"image\": "
                    + host.fileValue("a b.tif")
                    + ", \"folder\": "
                    + host.directoryValue("dir")
                    + ", \"root\": \"!\"}"))
        .containsExactly("-d", "/periplus/in/1/dir", "-i", "/periplus/in/0/a b.tif", "-r", "a b!");
  }

  @Test
  void aShellGetsQuotedWordsUnlessAskedOtherwise() {
    CommandLineTool tool =
        host.tool(
            """
            requirements: {ShellCommandRequirement: {}}
            baseCommand: echo
            arguments: [{position: 2, shellQuote: false, valueFrom: '| tr a-z A-Z >'}, {position: 3, valueFrom: out.txt}]
            inputs: {text: {type: string, inputBinding: {position: 1}}}
            outputs: {text: {type: string, outputBinding: {glob: out.txt, loadContents: true, outputEval: '$(self[0].contents)'}}}
            """);
    String text = "it's $HOME; \\\"and\\\" more";

    assertThat(host.run(tool, "{\"text\": \"" + text + "\"}").path("text").asText())
        .isEqualTo("IT'S $HOME; \"AND\" MORE\n");
  }

  @Test
  void aPositionThatIsNoNumberIsRefused() {
    assertThatThrownBy(
            () ->
                command(
                    "inputs: {a: {type: string, inputBinding: {position: $(self)}}}",
                    "{\"a\": \"x\"}"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("must give an int, not string \"x\"");
  }
}
