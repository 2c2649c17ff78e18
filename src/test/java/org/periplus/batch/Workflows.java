package org.periplus.batch;

/** Documents of workflows whose steps are lines of shell. Threads share it. */
final class Workflows {

  static final String SCATTER =
      """
      each:
        run: '#%s'
        scatter: script
        in: { script: scripts }
        out: [out]
      """;

  private Workflows() {}

  /** A workflow; each step is {@code name: {sh: script, after: sources}} in CWL's words. */
  static String workflow(String steps) {
    return workflow("{}", "{}", steps);
  }

  static String workflow(String inputs, String outputs, String steps) {
    return """
    cwlVersion: v1.2
    $graph:
    - id: main
      class: Workflow
      requirements:
        MultipleInputFeatureRequirement: {}
        ScatterFeatureRequirement: {}
        SubworkflowFeatureRequirement: {}
        StepInputExpressionRequirement: {}
        InlineJavascriptRequirement: {}
      inputs: %s
      outputs: %s
      steps:
    %s
    - id: sh
      class: CommandLineTool
      baseCommand: [sh, -c]
      inputs:
        script: { type: string, inputBinding: { position: 1 } }
        after: Any?
      outputs: { out: stdout }
      stdout: out.txt
    - id: twice
      class: Workflow
      inputs: { script: string }
      outputs: { out: { type: File, outputSource: two/out } }
      steps:
        one: { run: '#sh', in: { script: script }, out: [out] }
        two: { run: '#sh', in: { script: script, after: one/out }, out: [out] }
    """
        .formatted(inputs, outputs, steps.stripTrailing().indent(4).stripTrailing());
  }

  static String step(String name, String script) {
    return step(name, script, "[]");
  }

  static String step(String name, String script, String after) {
    return "%s: { run: '#sh', in: { script: { default: '%s' }, after: %s }, out: [out] }\n"
        .formatted(name, script, after);
  }
}
