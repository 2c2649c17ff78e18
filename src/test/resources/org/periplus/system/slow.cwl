cwlVersion: v1.2
$graph:
- class: Workflow
  id: slow
  requirements: {ScatterFeatureRequirement: {}}
  inputs: {tiles: 'string[]', seconds: int}
  outputs: {}
  steps:
    tile: {run: '#work', in: {name: tiles, seconds: seconds}, scatter: name, out: []}
- class: CommandLineTool
  id: work
  baseCommand: [sh, -c]
  arguments:
    - |
      printf '\033[31mtile <b>$(inputs.name)</b>\033[0m\n'; sleep $(inputs.seconds)
      case $(inputs.name) in bad) echo 'ERROR no water here' >&2; exit 3;; esac
  inputs: {name: string, seconds: int}
  outputs: {}
