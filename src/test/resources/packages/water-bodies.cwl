cwlVersion: v1.0
$namespaces:
  s: https://schema.org/
s:softwareVersion: 1.0.0
s:author:
  - class: s:Person
    s:name: Jane Doe
    s:email: jane.doe@acme.earth
    s:affiliation: ACME
$schemas:
  - http://schema.org/version/9.0/schemaorg-current-http.rdf
$graph:
  - class: Workflow
    id: water-bodies
    label: Water bodies detection based on NDWI and otsu threshold
    doc: Water bodies detection based on NDWI and otsu threshold applied to Sentinel-2 COG STAC items
    requirements:
      - class: ScatterFeatureRequirement
      - class: SubworkflowFeatureRequirement
    inputs:
      aoi:
        label: area of interest
        doc: area of interest as a bounding box
        type: string
      epsg:
        label: EPSG code
        doc: EPSG code
        type: string
        default: "EPSG:4326"
      stac_items:
        label: Sentinel-2 STAC items
        doc: list of Sentinel-2 COG STAC items
        type: string[]
      bands:
        label: bands used for the NDWI
        doc: bands used for the NDWI
        type: string[]
        default: ["green", "nir"]
    outputs:
      - id: stac_catalog
        outputSource: node_stac/out
        type: Directory
    steps:
      node_stac:
        run: "#stac"
        in:
          item: stac_items
          aoi: aoi
        out: [out]
  - class: CommandLineTool
    id: stac
    requirements:
      DockerRequirement:
        dockerPull: localhost/stac
    baseCommand: ["python3", "-m", "app"]
    inputs:
      item: {type: "string[]", inputBinding: {prefix: --item}}
      aoi: {type: string, inputBinding: {prefix: --aoi}}
    outputs:
      out: {type: Directory, outputBinding: {glob: .}}
