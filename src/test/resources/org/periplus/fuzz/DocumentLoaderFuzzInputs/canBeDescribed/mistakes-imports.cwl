cwlVersion: v1.2
class: Workflow
inputs:
  $import: chain-1.yml
outputs:
  o:
    $import: output.yml
  loop:
    $import: loop.yml
  gone:
    $import: gone.yml
steps:
  s:
    $mixin: chain-1.yml
    run: tool.cwl
  script:
    run:
      class: ExpressionTool
      requirements:
        InlineJavascriptRequirement:
          expressionLib:
          - {$include: broken.js}
      inputs: {x: string}
      outputs: {y: string}
      expression: |
        ${
          var a = 1;
          return a +;
        }
    in: {x: text}
    out: [y]
