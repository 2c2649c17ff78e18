cwlVersion: v1.2
class: CommandLineTool
baseComand: echo
requirements:
  - class: DockerRequirement
    dockerPul: x
  - class: ResourceRequirement
    coresMin: [1]
  - class: EnvVarRequirement
    envDef: {A: 5}
  - class: InitialWorkDirRequirement
    listing: [{entryname: a}]
inputs:
  - id: a
    type: int
    default: "text"
  - id: a
    type: string
  - id: b
    type: {type: array}
  - id: c
    type: {type: enum}
  - id: d
    type: {type: record, fields: {x: {}}}
  - id: e
    type: File
    inputBinding: {position: one, prefx: -e}
  - id: f
    type: string
    secondaryFiles: .bai
  - id: g
    type: int
    loadContents: true
  - id: h
    type: [int, wrong]
  - id: i
    type: {type: enum, symbols: [a, a]}
  - id: j
    type: string
    default: 5
  - id: k
    type: File
    default: {class: Directory, location: x}
outputs:
  - id: o
    type: File
    outputBinding: {glob: $(inputs.nothere), outputEvall: 1}
  - id: p
    type: stdout
  - id: q
    type: Fil
arguments: [{valueFom: x}, $(1+1), $(inputs.a]
stdout: $(inputs.zz
successCodes: [a]
