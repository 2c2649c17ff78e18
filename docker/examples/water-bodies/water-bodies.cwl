#!/usr/bin/env cwl-runner
# Finds open water in optical scenes: for each scene the green and the near infrared band are cut to the
# area of interest, their normalised difference (NDWI) is computed, and Otsu's threshold makes a mask of it.
cwlVersion: v1.2

$namespaces:
  s: https://schema.org/

s:softwareVersion: 1.0.0
s:author:
  - class: s:Person
    s:name: Periplus developers
    s:email: developers@periplus.example
    s:affiliation: Periplus

$graph:
  - class: Workflow
    id: water-bodies
    label: Water bodies detection based on NDWI and otsu threshold
    doc: Water bodies detection based on NDWI and otsu threshold applied to Sentinel-2 COG STAC items
    requirements:
      ScatterFeatureRequirement: {}
      SubworkflowFeatureRequirement: {}
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
        default: [green, nir]
    outputs:
      stac_catalog:
        label: water masks
        doc: STAC catalog with one water mask for each scene
        type: Directory
        outputSource: node_stac/stac_catalog
    steps:
      node_water_bodies:
        label: water mask of each scene
        run: "#detect_water_body"
        scatter: item
        scatterMethod: dotproduct
        in:
          item: stac_items
          aoi: aoi
          epsg: epsg
          bands: bands
        out: [detected_water_body]
      node_stac:
        label: catalog of all masks
        run: "#stac"
        in:
          items: stac_items
          masks: node_water_bodies/detected_water_body
        out: [stac_catalog]

  - class: Workflow
    id: detect_water_body
    label: Water mask of one scene
    doc: NDWI and otsu threshold applied to one Sentinel-2 COG STAC item
    requirements:
      ScatterFeatureRequirement: {}
    inputs:
      item:
        doc: STAC item
        type: string
      aoi:
        doc: area of interest as a bounding box
        type: string
      epsg:
        doc: EPSG code
        type: string
      bands:
        doc: bands used for the NDWI
        type: string[]
    outputs:
      detected_water_body:
        type: File
        outputSource: node_otsu/mask
    steps:
      node_crop:
        label: each band, cut to the area of interest
        run: "#crop"
        scatter: band
        scatterMethod: dotproduct
        in:
          item: item
          aoi: aoi
          epsg: epsg
          band: bands
        out: [cropped]
      node_normalized_difference:
        label: normalised difference of the bands
        run: "#normalized_difference"
        in:
          rasters: node_crop/cropped
        out: [ndwi]
      node_otsu:
        label: mask of what lies above Otsu's threshold
        run: "#otsu"
        in:
          raster: node_normalized_difference/ndwi
        out: [mask]

  - class: CommandLineTool
    id: crop
    label: Cut one band of a STAC item to an area
    requirements:
      DockerRequirement:
        dockerPull: periplus/water-bodies-crop:1.0.0
      NetworkAccess:
        networkAccess: true
      EnvVarRequirement:
        envDef:
          GDAL_DISABLE_READDIR_ON_OPEN: EMPTY_DIR
          GDAL_HTTP_CONNECTTIMEOUT: "20"
          GDAL_HTTP_MAX_RETRY: "3"
          GDAL_HTTP_RETRY_DELAY: "1"
      ResourceRequirement:
        coresMax: 1
        ramMax: 1024
    baseCommand: crop
    inputs:
      item:
        type: string
        inputBinding:
          prefix: --input-item
      aoi:
        type: string
        inputBinding:
          # one argument, since an area may begin with a minus sign
          prefix: --aoi=
          separate: false
      epsg:
        type: string
        inputBinding:
          prefix: --epsg
      band:
        type: string
        inputBinding:
          prefix: --band
    outputs:
      cropped:
        type: File
        outputBinding:
          glob: crop_$(inputs.band).tif

  - class: CommandLineTool
    id: normalized_difference
    label: Normalised difference of two rasters
    requirements:
      DockerRequirement:
        dockerPull: periplus/water-bodies-normalized-difference:1.0.0
      ResourceRequirement:
        coresMax: 1
        ramMax: 1024
    baseCommand: normalized-difference
    inputs:
      rasters:
        type: File[]
        inputBinding:
          position: 1
    outputs:
      ndwi:
        type: File
        outputBinding:
          glob: normalized_difference.tif

  - class: CommandLineTool
    id: otsu
    label: Mask of what lies above Otsu's threshold
    hints:
      DockerRequirement:
        dockerPull: periplus/water-bodies-otsu:1.0.0
    requirements:
      ResourceRequirement:
        coresMax: 1
        ramMax: 1024
    baseCommand: otsu
    inputs:
      raster:
        type: File
        inputBinding:
          position: 1
    outputs:
      mask:
        type: File
        outputBinding:
          glob: otsu.tif

  - class: CommandLineTool
    id: stac
    label: STAC catalog of water masks
    requirements:
      DockerRequirement:
        dockerPull: periplus/water-bodies-stac:1.0.0
      NetworkAccess:
        networkAccess: true
      ResourceRequirement:
        coresMax: 1
        ramMax: 512
    baseCommand: stac
    inputs:
      items:
        type:
          type: array
          items: string
          inputBinding:
            prefix: --input-item
      masks:
        type:
          type: array
          items: File
          inputBinding:
            prefix: --water-body
    outputs:
      stac_catalog:
        type: Directory
        outputBinding:
          glob: catalog
