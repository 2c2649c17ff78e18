package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.document.source.Problem;

class CheckLinksTest {

  private static List<String> problemsOfLink(String sourceType, String sinkType, String more) {
    return Documents.problems(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: {ScatterFeatureRequirement: {}, MultipleInputFeatureRequirement: {}}
            inputs: {a: "%s", b: "%s"}
            outputs: []
            steps:
              s:
                run: {class: Operation, inputs: {x: "%s"}, outputs: []}
                out: []
                %s
            """
                .formatted(sourceType, sourceType, sinkType, more))
        .stream()
        .map(Problem::message)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "string, string",
    "string?, string",
    "int, double",
    "Any, File",
    "File[], Any",
    "string[], string[]?",
    "long, int",
    "string, string?"
  })
  void acceptsLinksThatCanFit(String source, String sink) {
    assertThat(problemsOfLink(source, sink, "in: {x: a}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "string, int",
    "File, string",
    "Directory, File",
    "File[], File",
    "File, File[]",
    "double, int",
    "string[]?, File[]?"
  })
  void refusesLinksThatCanNeverFit(String source, String sink) {
    assertThat(problemsOfLink(source, sink, "in: {x: a}"))
        .singleElement()
        .satisfies(m -> assertThat(m).startsWith("'a' of type").contains("cannot be linked"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string[] | string   | {scatter: x, in: {x: a}}
          string   | string[] | {in: {x: [a, b]}}
          string[] | string[] | {in: {x: {source: [a, b], linkMerge: merge_flattened}}}
          string?  | string   | {in: {x: {source: [a, b], pickValue: first_non_null}}}
          string?  | string[] | {in: {x: {source: [a, b], pickValue: all_non_null}}}
          string   | string[] | {in: {x: {source: a, linkMerge: merge_nested}}}
          """)
  void considersScatterMergingAndPicking(String source, String sink, String step) {
    assertThat(
            problemsOfLink(
                source, sink, step.substring(1, step.length() - 1).replace(", in:", "\n    in:")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string | string   | {scatter: x, in: {x: a}}
          string | string   | {in: {x: [a, b]}}
          string | string   | {in: {x: {source: [a, b], pickValue: all_non_null}}}
          """)
  void refusesWrongShapes(String source, String sink, String step) {
    assertThat(
            problemsOfLink(
                source, sink, step.substring(1, step.length() - 1).replace(", in:", "\n    in:")))
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m).contains("cannot be linked"));
  }

  @Test
  void findsStepsThatWaitForEachOther() {
    assertThat(
            Documents.located(
                Documents.problems(
                    """
                    cwlVersion: v1.2
                    class: Workflow
                    inputs: []
                    outputs: []
                    steps:
                      a: {run: &t {class: Operation, inputs: {x: int}, outputs: {x: int}}, in: {x: b/x}, out: [x]}
                      b: {run: *t, in: {x: c/x}, out: [x]}
                      c: {run: *t, in: {x: a/x}, out: [x]}
                    """)))
        .containsExactly(
            "6:3 The steps wait for each other: a needs b needs c needs a. Take one of these links"
                + " away.");
  }

  @Test
  void namesWhatExistsWhenALinkOrScatterOrOutDangles() {
    assertThat(
            Documents.located(
                Documents.problems(
                    """
                    cwlVersion: v1.2
                    class: Workflow
                    requirements: {ScatterFeatureRequirement: {}}
                    inputs: {bands: "string[]"}
                    outputs: {o: {type: Any, outputSource: crop/result}}
                    steps:
                      crop:
                        run: {class: Operation, inputs: {band: string}, outputs: {cropped: File}}
                        scatter: bands
                        in: {band: crops/cropped}
                        out: [croped]
                    """)))
        .containsExactly(
            "5:40 The outputSource 'crop/result' is not in the 'out' of the step 'crop'. Its 'out'"
                + " has: 'croped'.",
            "9:14 The scatter 'bands' is not in the 'in' of the step 'crop'. Did you mean 'band'?"
                + " Its 'in' has: 'band'.",
            "10:16 The source 'crops/cropped' names no step of the workflow. Did you mean 'crop'?"
                + " The steps are: 'crop'.",
            "11:11 The step 'crop' has 'croped' in its 'out', which is not an output of"
                + " 'main/crop/run'. Did you mean 'cropped'? Its outputs are: 'cropped'.");
  }

  @Test
  void featuresMustBeSwitchedOn() {
    assertThat(
            Documents.problems(
                """
                cwlVersion: v1.2
                class: Workflow
                inputs: {a: "string[]", b: "string[]"}
                outputs: []
                steps:
                  one:
                    run: {class: Operation, inputs: {x: string, y: Any, z: Any}, outputs: []}
                    scatter: x
                    in: {x: a, y: [a, b], z: {source: a, valueFrom: $(self)}}
                    out: []
                  two:
                    run: {class: Workflow, inputs: [], outputs: [], steps: []}
                    in: []
                    out: []
                """))
        .extracting(p -> p.message().replaceAll(".* needs? (\\w+);.*", "$1"))
        .containsExactlyInAnyOrder(
            "ScatterFeatureRequirement",
            "MultipleInputFeatureRequirement",
            "StepInputExpressionRequirement",
            "SubworkflowFeatureRequirement");
  }

  @Test
  void aScatterOverSeveralInputsNeedsItsMethod() {
    assertThat(problemsOfLink("string[]", "string", "scatter: [x, y]\n    in: {x: a, y: b}"))
        .anySatisfy(m -> assertThat(m).contains("needs a scatterMethod"));
  }

  @Test
  void saysWhereTwoTypesOfTheSameNameDiffer() {
    assertThat(
            Documents.problems(
                """
                cwlVersion: v1.2
                class: Workflow
                requirements:
                  SchemaDefRequirement: {types: [{name: URI, type: record, fields: {value: string}}]}
                inputs: {a: URI}
                outputs: []
                steps:
                  s:
                    run:
                      class: Operation
                      requirements:
                        SchemaDefRequirement:
                          types: [{name: URI, type: record, fields: {value: string, scheme: int}}]
                      inputs: {x: URI}
                      outputs: []
                    in: {x: a}
                    out: []
                """))
        .extracting(Problem::message)
        .containsExactly(
            "'a' of type URI cannot be linked to the input 'x' of the step 's', which takes URI."
                + " The two types are called the same and differ: the member 'scheme' is in the"
                + " other alone, which needs it. Make them the same, or name them differently.");
  }

  @Test
  void anEmptyTextIsNoDirectoryAndTheDocumentIsTakenWithAWarning() {
    CwlDocument document =
        Documents.load(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            inputs: {ds: {type: Directory, default: ''}, f: {type: 'File?', default: ''}}
            baseCommand: ls
            outputs: []
            """);

    assertThat(document.warnings())
        .extracting(Problem::message)
        .containsExactly(
            "The default of the input 'ds' is an empty text, which is not of its type Directory; it"
                + " counts for no default.",
            "The default of the input 'f' is an empty text, which is not of its type null | File;"
                + " it counts for no default.");
  }
}
