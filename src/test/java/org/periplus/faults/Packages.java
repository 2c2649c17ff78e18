package org.periplus.faults;

/** Application packages that take some seconds. */
final class Packages {

  private Packages() {}

  /**
   * Three steps, one after the other, the middle one for each of three elements; the sum of the
   * seconds that all slept is in the file {@code slept}.
   */
  static final String SLEEPERS =
      """
      cwlVersion: v1.2
      $graph:
      - class: Workflow
        id: sleepers
        requirements: {ScatterFeatureRequirement: {}}
        inputs: {seconds: int}
        outputs: {slept: {type: File, outputSource: last/slept}}
        steps:
          first: {run: '#sleep', in: {seconds: seconds}, out: [slept]}
          middle:
            run: '#sleep-after'
            scatter: number
            in: {seconds: seconds, before: first/slept, number: {default: [1, 2, 3]}}
            out: [slept]
          last: {run: '#join', in: {seconds: seconds, before: middle/slept}, out: [slept]}
      - class: CommandLineTool
        id: sleep
        baseCommand: [sh, -c, 'echo begin; sleep "$0"; echo "$0" > slept; echo end']
        inputs: {seconds: {type: int, inputBinding: {position: 1}}}
        outputs: {slept: {type: File, outputBinding: {glob: slept}}}
      - class: CommandLineTool
        id: sleep-after
        baseCommand: [sh, -c, 'echo begin; sleep "$0"; cat "$1" > slept; echo "$2" >> slept; echo end']
        inputs:
          seconds: {type: int, inputBinding: {position: 1}}
          before: {type: File, inputBinding: {position: 2}}
          number: {type: int, inputBinding: {position: 3}}
        outputs: {slept: {type: File, outputBinding: {glob: slept}}}
      - class: CommandLineTool
        id: join
        baseCommand: [sh, -c, 'echo begin; sleep "$0"; cat "$@" > slept; echo end']
        inputs:
          seconds: {type: int, inputBinding: {position: 1}}
          before: {type: 'File[]', inputBinding: {position: 2}}
        outputs: {slept: {type: File, outputBinding: {glob: slept}}}
      """;

  /** One step that sleeps, in as many containers as {@code count} says. */
  static final String SCATTERED_SLEEPERS =
      """
      cwlVersion: v1.2
      $graph:
      - class: Workflow
        id: scattered-sleepers
        requirements: {ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {}, StepInputExpressionRequirement: {}}
        inputs: {seconds: int, count: int}
        outputs: []
        steps:
          numbers: {run: '#numbers', in: {count: count}, out: [numbers]}
          sleep: {run: '#sleep', scatter: number, in: {seconds: seconds, number: numbers/numbers}, out: []}
      - class: ExpressionTool
        id: numbers
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {count: int}
        outputs: {numbers: 'int[]'}
        expression: |
          ${ var all = []; for (var i = 0; i < inputs.count; i++) { all.push(i); } return {numbers: all}; }
      - class: CommandLineTool
        id: sleep
        baseCommand: [sleep]
        requirements: {ResourceRequirement: {coresMin: 1, ramMin: 16}}
        inputs: {seconds: {type: int, inputBinding: {position: 1}}, number: int}
        outputs: []
      """;

  /** The same, of which a node holds very many. */
  static final String SMALL_SCATTERED_SLEEPERS =
      SCATTERED_SLEEPERS.replace("coresMin: 1,", "coresMin: 0.008,");

  /** A tool that writes a line five times a second. */
  static final String TALKER =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: talker
      baseCommand: [sh, -c, 'i=0; while [ $i -lt "$0" ]; do i=$((i+1)); echo "line $i"; sleep 0.2; done']
      inputs: {lines: {type: int, inputBinding: {position: 1}}}
      outputs: []
      """;

  /** What the file {@code slept} holds after the job with these seconds. */
  static String slept(int seconds) {
    return "%d\n1\n%d\n2\n%d\n3\n".formatted(seconds, seconds, seconds);
  }
}
