package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.document.source.Problem;

class RefuseDocumentTest {

  private static final String TOOL =
      "{cwlVersion: v1.2, class: CommandLineTool, inputs: %s, outputs: []}";

  @Test
  void tellsAllMistakesOfADocumentAtOnce() {
    assertThat(
            Documents.located(
                Documents.problems(
                    """
                    cwlVersion: v1.2
                    class: Workflow
                    inputs:
                      scenes: {type: "strin[]"}
                    outputs:
                      mask: {type: File, outputSource: threshold/mask}
                    steps:
                      crop:
                        run: "#crop"
                        in: {scene: scene}
                        out: [cropped]
                      threshold:
                        run:
                          class: CommandLineTool
                          baseComand: otsu
                          inputs: {image: File}
                          outputs: {mask: {type: int}}
                        in: []
                        out: [mask]
                    """)))
        .containsExactly(
            "4:18 There is no type 'strin'. Did you mean 'string'?",
            "6:3 'threshold/mask' of type int cannot be linked to the workflow output 'mask', which"
                + " takes File. Make the types the same.",
            "9:10 The run target '#crop' does not exist. The processes of the document are:"
                + " 'main'.",
            "10:17 The source 'scene' is not an input of the workflow. Did you mean 'scenes'? The"
                + " inputs are: 'scenes'.",
            "12:3 The step 'threshold' does not give the input 'image' of 'main/threshold/run',"
                + " which needs a value of type File; add it to 'in' with a source, default or"
                + " valueFrom.",
            "15:7 A CommandLineTool has no field 'baseComand'. Did you mean 'baseCommand'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: [1'                                     | '1:6 This is not YAML'
          'a: "\\u'                                    | '1:7 This is not YAML: an escape sequence'
          'a: "\\x"'                                   | '1:7 This is not YAML'
          'a: "\\UFFFFFFFF"'                           | '1:7 This is not YAML'
          'a: "\\U00110000"'                           | '1:7 This is not YAML'
          ''                                          | '1:1 The document is empty'
          'hello'                                     | '1:1 A CWL document is a map'
          'class: CommandLineTool'                    | '1:1 The document does not say its version'
          '{cwlVersion: v1.2}'                        | '1:1 The process has no class'
          '{cwlVersion: v3.0, class: Workflow}'       | '1:14 CWL ''v3.0'' is not supported'
          '{cwlVersion: v1.2, class: Workfow, inputs: [], outputs: []}' | '1:27 There is no process class ''Workfow''. Did you mean ''Workflow''?'
          '{cwlVersion: v1.2, cwlVersion: v1.2, class: Operation, inputs: [], outputs: []}' | '1:20 The key ''cwlVersion'' stands in this map twice'
          '{cwlVersion: v1.2, class: Operation, outputs: []}' | '1:1 An Operation needs the field ''inputs'''
          """)
  void tellsWhereAndHowToMend(String text, String expected) {
    assertThat(Documents.located(Documents.problems(text)))
        .anySatisfy(problem -> assertThat(problem).startsWith(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{id: a, type: int}, {id: '#main/a', type: int}] | 'a' stands in 'inputs' twice
          {a: [null, int]}                            | Write "null" in quotes
          {a: {type: array, items: int}}              | one level deeper
          {a: {type: int, inputBinding: {position: x}}} | must be an integer or an expression
          {a: {type: int, streamable: maybe}}         | must be true or false
          {a: {type: int, label: 5}}                  | put it in quotes
          {a: stdout}                                 | only in the inputs or outputs of a CommandLineTool
          """)
  void refusesParametersThatBreakTheRules(String inputs, String expected) {
    assertThat(Documents.problems(TOOL.formatted(inputs)))
        .extracting(Problem::message)
        .anySatisfy(message -> assertThat(message).contains(expected));
  }

  @Test
  void fieldsOfLaterVersionsAreRefusedInEarlierOnes() {
    assertThat(
            Documents.problems(
                """
                cwlVersion: v1.1
                class: CommandLineTool
                requirements: {ResourceRequirement: {coresMin: .5}}
                intent: [x]
                inputs: []
                outputs: []
                """))
        .extracting(Problem::message)
        .containsExactly(
            "'coresMin' must be a whole number in CWL v1.1; round it or set cwlVersion: v1.2.",
            "The field 'intent' came with CWL v1.2, but this document is v1.1; set cwlVersion:"
                + " v1.2.");
  }

  @Test
  @Timeout(20)
  void aDocumentThatIsMadeToExplodeIsRefusedQuickly() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x, x, x]\n");
    StringBuilder types = new StringBuilder("[{name: t0, type: record, fields: {a: int}}");
    for (int i = 1; i < 20; i++) {
      String before = "*a" + (i - 1);
      aliases.append("a%d: &a%d [%s, %s]%n".formatted(i, i, before, before));
    }
    for (int i = 1; i < 50; i++) {
      types.append(
          ", {name: t%d, type: record, fields: {a: 't%d?', b: 't%d?'}}".formatted(i, i - 1, i - 1));
    }

    assertThat(Documents.problems(aliases.toString())).isNotEmpty();
    assertThat(Documents.problems("[".repeat(100_000)))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("nested deeper"));
    assertThat(
            Documents.problems(
                "{cwlVersion: v1.2, class: CommandLineTool, inputs: {a: t49}, outputs: [],"
                    + " requirements: {SchemaDefRequirement: {types: "
                    + types
                    + "]}}}"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("too many parts"));
    assertThat(Documents.problems("a: &a [*a]")).isNotEmpty();
  }

  @Test
  void fiveHundredStepsAreReadInNoTime() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      steps.append(
          "  s%d: {run: '#t', in: {x: %s}, out: [x]}%n"
              .formatted(i, i == 0 ? "x" : "s" + (i - 1) + "/x"));
    }
    String text =
        """
        cwlVersion: v1.2
        $graph:
        - {class: CommandLineTool, id: t, inputs: {x: int}, outputs: {x: int}}
        - class: Workflow
          id: main
          inputs: {x: int}
          outputs: {x: {type: int, outputSource: s499/x}}
          steps:
        """
            + steps.toString().indent(2);

    assertThat(assertTimeout(Duration.ofSeconds(10), () -> Documents.workflow(text).steps()))
        .hasSize(500);
  }
}
