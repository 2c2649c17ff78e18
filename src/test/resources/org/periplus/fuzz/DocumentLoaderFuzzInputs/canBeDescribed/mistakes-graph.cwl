cwlVersion: v1.2
$graph:
- class: Workflow
  id: main
  inputs: {x: string}
  outputs: []
  steps:
    s: {run: "#main", in: {x: x}, out: []}
    t: {run: "#other", in: {x: x}, out: []}
- class: CommandLineTool
  id: tool
  baseCommand: echo
  inputs: {x: string}
  outputs: []
- class: CommandLineTool
  id: tool
  inputs: {x: strin}
  outputs: []
