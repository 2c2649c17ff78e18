package org.periplus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The documents that are measured. */
enum BenchmarkDocuments {
  /** One container, as who tries a tool runs it. */
  ONE_CONTAINER(
      """
      cwlVersion: v1.2
      class: CommandLineTool
      requirements: { DockerRequirement: { dockerPull: 'debian:stable-slim' } }
      baseCommand: [echo, hello]
      inputs: {}
      outputs: { said: stdout }
      """),

  /** 50 containers, as many at once as the machine has processors. */
  SCATTER_OF_50_CONTAINERS(
      """
      cwlVersion: v1.2
      class: Workflow
      requirements: { ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {} }
      inputs:
        n:
          type: int[]
          default: [%s]
      outputs: {}
      steps:
        each:
          scatter: n
          in: { n: n }
          out: []
          run:
            class: CommandLineTool
            requirements: { DockerRequirement: { dockerPull: 'debian:stable-slim' } }
            baseCommand: 'true'
            inputs: { n: { type: int, inputBinding: {} } }
            outputs: {}
      """
          .formatted(numbers(50))),

  /** 20 containers, each of which reads what the one before has written. */
  CHAIN_OF_20_CONTAINERS(chain(20)),

  /** 1,000 steps, each an expression of its own. */
  STEPS_WITH_JAVASCRIPT_1000(expressions(1_000)),

  /** One expression for each of 5,000 elements. */
  SCATTER_OF_5000_EXPRESSIONS(
      """
      cwlVersion: v1.2
      class: Workflow
      requirements: { ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {} }
      inputs:
        n:
          type: int[]
          default: [%s]
      outputs: { all: { type: 'int[]', outputSource: each/out } }
      steps:
        each:
          scatter: n
          in: { n: n }
          out: [out]
          run:
            class: ExpressionTool
            inputs: { n: int }
            outputs: { out: int }
            expression: '${ return {"out": inputs.n + 1}; }'
      """
          .formatted(numbers(5_000))),

  /** A workflow of 500 steps, which is read and checked, and not run. */
  CHECK_OF_500_STEPS(chain(500));

  private final String text;

  BenchmarkDocuments(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve(name().toLowerCase(Locale.ROOT) + ".cwl"), text);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String chain(int steps) {
    String first =
        """
        cwlVersion: v1.2
        class: Workflow
        inputs: {}
        outputs: { last: { type: File, outputSource: step%d/out } }
        steps:
        """
            .formatted(steps - 1);
    return first
        + IntStream.range(0, steps)
            .mapToObj(
                i ->
                    """
                    step%d:
                      in: { %s }
                      out: [out]
                      run:
                        class: CommandLineTool
                        requirements: { DockerRequirement: { dockerPull: 'debian:stable-slim' } }
                        baseCommand: [echo, done]
                        inputs: { before: 'File?' }
                        outputs: { out: stdout }
                        stdout: out.txt
                    """
                        .formatted(i, i == 0 ? "" : "before: step" + (i - 1) + "/out")
                        .indent(2))
            .collect(Collectors.joining());
  }

  private static String expressions(int steps) {
    String first =
        """
        cwlVersion: v1.2
        class: Workflow
        requirements: { InlineJavascriptRequirement: {} }
        inputs: { n: { type: int, default: 1 } }
        outputs: { last: { type: int, outputSource: step%d/out } }
        steps:
        """
            .formatted(steps - 1);
    return first
        + IntStream.range(0, steps)
            .mapToObj(
                i ->
                    """
                    step%d:
                      in: { n: n }
                      out: [out]
                      run:
                        class: ExpressionTool
                        inputs: { n: int }
                        outputs: { out: int }
                        expression: '${ return {"out": inputs.n + %d}; }'
                    """
                        .formatted(i, i)
                        .indent(2))
            .collect(Collectors.joining());
  }
}
