cwlVersion: v1.2
$graph:
  - class: Workflow
    id: note
    label: A note in a catalog
    doc: Writes a text into a STAC catalog of one item.
    inputs:
      text:
        type: string
        label: What the note says
      seconds:
        type: int
        default: 0
        doc: For how long the tool rests first.
    outputs:
      catalog:
        type: Directory
        outputSource: write/catalog
    steps:
      write:
        run: '#write'
        in:
          text: text
          seconds: seconds
        out: [catalog]
  - class: CommandLineTool
    id: write
    requirements:
      DockerRequirement: {dockerPull: 'debian:bookworm-slim'}
      InitialWorkDirRequirement:
        listing:
          - entryname: catalog.json
            entry: |
              {"type": "Catalog", "stac_version": "1.0.0", "id": "notes", "description": "Notes", "links": [
               {"rel": "root", "href": "./catalog.json"}, {"rel": "item", "href": "./one.json"}]}
          - entryname: one.json
            entry: |
              {"type": "Feature", "stac_version": "1.0.0", "id": "one", "geometry": {"type": "Point", "coordinates": [7.1, 46.2]},
               "bbox": [7.1, 46.2, 7.1, 46.2], "properties": {"datetime": "2026-01-01T00:00:00Z"}, "links": [],
               "assets": {"note": {"href": "./note.txt", "type": "text/plain", "roles": ["data"]}}}
    baseCommand: [sh, -c, 'sleep "$1"; echo "$0" > note.txt']
    inputs:
      text: {type: string, inputBinding: {position: 1}}
      seconds: {type: int, inputBinding: {position: 2}}
    outputs:
      catalog:
        type: Directory
        outputBinding: {glob: .}
