cwlVersion: v1.2
class: ExpressionTool
id: kinds
label: All kinds of inputs
requirements: {InlineJavascriptRequirement: {}}
hints: {'http://commonwl.org/cwltool#Secrets': {secrets: [password]}}
inputs:
  word: {type: string, label: A word, doc: Any word that you like.}
  count: {type: int?, default: 3}
  cloud: {type: double?}
  fast: {type: boolean?, default: true}
  method: {type: {type: enum, symbols: [otsu, fixed]}}
  band: {type: {type: enum, symbols: [b01, b02, b03, b04, b08]}, default: b03}
  bands: {type: 'string[]', default: [green, nir]}
  box: {type: {type: record, fields: {bbox: 'double[]', crs: 'string?'}}}
  options: {type: {type: record, fields: {threshold: double, sizes: 'int[]'}}}
  limit: {type: [int, string, 'null']}
  text: {type: File?, format: 'https://www.iana.org/assignments/media-types/text/plain'}
  scene: {type: Directory?}
  anything: {type: Any?}
  password: {type: string?}
outputs: {}
expression: '${return {};}'
