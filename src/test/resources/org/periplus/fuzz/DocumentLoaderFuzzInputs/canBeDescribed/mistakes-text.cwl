cwlVersion: v1.2
class: ExpressionTool
requirements: {InlineJavascriptRequirement: {}}
inputs:
  x: string
outputs:
  s: string
expression: '${ return {s: inputs.x}; }'
