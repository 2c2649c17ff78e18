cwlVersion: v1.2
class: Workflow
label: planted
unknownField: 1
requirements:
  ScatterFeatureRequirement: {}
  NoSuchRequirement: {}
inputs:
  text: string
  many: string[]
  wrongtype: strng
  file:
    type: File
    secondaryFiles: [{pattern: .bai, requird: true}]
  fmt: {type: string, format: "edam:1"}
  dup: int
outputs:
  o1: {type: File, outputSource: nostep/out}
  o2: {type: File, outputSource: a/nope}
  o3: {type: int, outputSource: a/out}
  o4: {type: File, outputSource: a/out, pickValue: first_nonnull}
  o5: {type: File}
steps:
  a:
    run: tool.cwl
    in: {x: text, y: missing}
    out: [out]
  b:
    run: tool.cwl
    in: {}
    out: [out]
  c:
    run: tool.cwl
    in: {x: text}
    scatter: q
    out: [out]
  d:
    run: tool.cwl
    in: {x: text}
    scatter: x
    out: [out]
  e:
    run: tool.cwl
    in: {x: many}
    scatter: [x]
    scatterMethod: crossproduct
    out: [out]
  f:
    run: tool.cwl
    in: {x: file}
    out: [out]
  g:
    run: tool.cwl
    in: {x: {source: [text, text], linkMerge: merge_nest}}
    out: [out]
  h:
    run: tool.cwl
    in: {x: text}
    when: $(inputs.x == "a")
    out: [out]
  i:
    run: tool.cwl
    in: {x: text}
    when: "true"
    out: [out]
  j:
    run: text.cwl
    in: {x: k/s}
    out: [s]
  k:
    run: text.cwl
    in: {x: j/s}
    out: [s]
  l:
    run: nofile.cwl
    in: {x: text}
    out: [out]
  m:
    run: tool.cwl
    in: {x: {source: text, valueFrom: "$(self + 'a')"}}
    out: [out]
  n:
    in: {x: text}
    out: [out]
  o:
    run: tool.cwl
    in: {x: text}
    out: [out, other]
  p:
    run: tool.cwl
    in: {x: {default: 5}}
    out: [out]
  q:
    run: tool.cwl
    in: {x: text, zz: text}
    out: [out]
  r:
    run: tool.cwl
    in: {x: text}
    scatterMethod: dotproduct
    out: [out]
