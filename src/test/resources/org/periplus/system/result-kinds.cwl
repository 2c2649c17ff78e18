cwlVersion: v1.2
class: CommandLineTool
id: result-kinds
requirements:
  InlineJavascriptRequirement: {}
  InitialWorkDirRequirement:
    listing:
      - {entryname: table.csv, entry: "name,area\n\"<b>Almanor</b>\",108.5\n"}
      - {entryname: notes.txt, entry: "</pre><script>alert(1)</script>"}
      - {entryname: report.json, entry: '{"lakes": {"Almanor": 1}}'}
      - entryname: shores.geojson
        entry: '{"type": "Feature", "id": "shore", "properties": {},
          "geometry": {"type": "Point", "coordinates": [-121.2, 40.2]}}'
      - entryname: picture.base64
        entry: iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==
hints: {DockerRequirement: {dockerPull: 'debian:bookworm-slim'}}
baseCommand: [base64, --decode, picture.base64]
stdout: picture.png
inputs: {}
outputs:
  picture: stdout
  table: {type: File, outputBinding: {glob: table.csv}}
  notes: {type: File, outputBinding: {glob: notes.txt}}
  report: {type: File, outputBinding: {glob: report.json}}
  shores: {type: File, outputBinding: {glob: shores.geojson}}
  count: {type: int, outputBinding: {outputEval: '${return 42;}'}}
  title: {type: string, outputBinding: {outputEval: '${return "<img src=x onerror=alert(1)>";}'}}
  links: {type: 'int[]', outputBinding: {outputEval: '${return [1, 2];}'}}
