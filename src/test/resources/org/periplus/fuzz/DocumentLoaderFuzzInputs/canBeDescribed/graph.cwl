cwlVersion: v1.2
$namespaces: {s: 'https://schema.org/', cwltool: 'http://commonwl.org/cwltool#'}
s:softwareVersion: 1.0.0
$graph:
- class: Workflow
  id: main
  label: W
  inputs: {a: {type: 'string[]', default: [x]}, r: {type: {type: record, name: R, fields: {f: File?, e: {type: enum, symbols: [p, q]}}}}}
  outputs: {o: {type: 'File[]', outputSource: s/o}}
  requirements: {ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {expressionLib: ['function f(x) { return x; }']}, StepInputExpressionRequirement: {}}
  steps:
    s: {run: '#t', scatter: a, in: {a: a, b: {source: a, valueFrom: '$(self[0])'}}, out: [o], when: $(inputs.a != null)}
- class: CommandLineTool
  id: t
  baseCommand: [echo]
  requirements:
    DockerRequirement: {dockerPull: 'debian:stable-slim'}
    ResourceRequirement: {coresMin: 1, ramMax: $(inputs.b.length)}
    InitialWorkDirRequirement: {listing: [{entryname: x, entry: "$(inputs.a)"}]}
    EnvVarRequirement: {envDef: {A: b}}
  inputs: {a: {type: string, inputBinding: {position: 1, prefix: --a, separate: false}}, b: Any?}
  stdout: out.txt
  outputs: {o: {type: stdout, streamable: true, format: iana:text/plain, secondaryFiles: [.idx?, ^.bai]}}
