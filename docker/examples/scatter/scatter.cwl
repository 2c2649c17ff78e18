#!/usr/bin/env cwl-runner
# One trivial container for each element: what remains is the cost of running containers.
cwlVersion: v1.2

$graph:
  - class: Workflow
    id: scatter-echo
    label: One trivial container for each element
    requirements:
      ScatterFeatureRequirement: {}
    inputs:
      elements:
        type: string[]
    outputs:
      lines:
        type: File[]
        outputSource: node_echo/line
    steps:
      node_echo:
        run: "#echo"
        scatter: element
        in:
          element: elements
        out: [line]

  - class: CommandLineTool
    id: echo
    requirements:
      DockerRequirement:
        dockerPull: debian:stable-slim
      ResourceRequirement:
        coresMin: 0.25
        ramMin: 32
    baseCommand: echo
    inputs:
      element:
        type: string
        inputBinding: {}
    outputs:
      line:
        type: stdout
    stdout: line.txt
