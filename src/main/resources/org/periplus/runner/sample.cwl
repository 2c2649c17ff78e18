# Run once after a build, so that the JVM keeps the classes that a run needs.
cwlVersion: v1.2
class: Workflow
requirements:
  InlineJavascriptRequirement: {}
  ScatterFeatureRequirement: {}
inputs:
  word: {type: string, default: hello}
outputs:
  said: {type: "File[]", outputSource: say/said}
steps:
  spell:
    in: {word: word}
    out: [letters]
    run:
      class: ExpressionTool
      inputs: {word: string}
      outputs: {letters: "string[]"}
      expression: '${ return {letters: inputs.word.split("").slice(0, 2)}; }'
  say:
    in: {letter: spell/letters}
    scatter: letter
    out: [said]
    run:
      class: CommandLineTool
      requirements:
        DockerRequirement: {dockerPull: "debian:bookworm-slim"}
      baseCommand: echo
      inputs:
        letter: {type: string, inputBinding: {}}
      stdout: $(inputs.letter).txt
      outputs:
        said: stdout
