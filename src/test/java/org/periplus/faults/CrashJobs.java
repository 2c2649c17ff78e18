package org.periplus.faults;

/** Jobs that are short and have all that a recovery meets. */
final class CrashJobs {

  private CrashJobs() {}

  /** Of the shape of the example application, with a file that is staged in and a catalog. */
  static final String MASKS =
      """
      cwlVersion: v1.2
      $graph:
      - class: Workflow
        id: main
        requirements: {ScatterFeatureRequirement: {}, SubworkflowFeatureRequirement: {}}
        inputs: {scenes: 'string[]', note: File}
        outputs:
          catalog: {type: Directory, outputSource: catalog/folder}
          masks: {type: 'File[]', outputSource: mask/mask}
        steps:
          mask: {run: '#mask', scatter: scene, in: {scene: scenes, note: note}, out: [mask]}
          catalog: {run: '#catalog', in: {files: mask/mask}, out: [folder]}
      - class: Workflow
        id: mask
        requirements: {ScatterFeatureRequirement: {}}
        inputs: {scene: string, note: File}
        outputs: {mask: {type: File, outputSource: threshold/out}}
        steps:
          crop: {run: '#crop', scatter: band, in: {scene: scene, note: note, band: {default: [green, nir]}}, out: [out]}
          threshold: {run: '#join', in: {files: crop/out}, out: [out]}
      - class: CommandLineTool
        id: crop
        baseCommand: [sh, -c, 'echo cropping; echo "$0 $1" > out.txt; cat "$2" >> out.txt']
        inputs:
          scene: {type: string, inputBinding: {position: 1}}
          band: {type: string, inputBinding: {position: 2}}
          note: {type: File, inputBinding: {position: 3}}
        outputs: {out: {type: File, outputBinding: {glob: out.txt}}}
      - class: CommandLineTool
        id: join
        baseCommand: [sh, -c, 'cat "$@"', sh]
        inputs: {files: {type: 'File[]', inputBinding: {position: 1}}}
        outputs: {out: stdout}
        stdout: mask.txt
      - class: CommandLineTool
        id: catalog
        baseCommand: [sh, -c]
        arguments:
        - >-
          mkdir catalog; cat "$@" > catalog/all.txt;
          echo '{"type":"Catalog","stac_version":"1.0.0","id":"masks","description":"all",
          "links":[{"rel":"item","href":"item.json"}]}' > catalog/catalog.json;
          echo '{"type":"Feature","stac_version":"1.0.0","id":"one","geometry":null,
          "properties":{"datetime":"2020-01-01T00:00:00Z"},"links":[],
          "assets":{"all":{"href":"all.txt"}}}' > catalog/item.json
        - sh
        inputs: {files: {type: 'File[]', inputBinding: {position: 1}}}
        outputs: {folder: {type: Directory, outputBinding: {glob: catalog}}}
      """;

  static final String MASKS_INPUTS =
      "{'scenes': ['a', 'b'], 'note': {'class': 'File', 'location': 'data:,noted'}}";

  /** With an expression, a scatter, conditions and a step that fails. */
  static final String FAILING =
      """
      cwlVersion: v1.2
      $graph:
      - class: Workflow
        id: main
        requirements: {ScatterFeatureRequirement: {}, InlineJavascriptRequirement: {}, MultipleInputFeatureRequirement: {}}
        inputs: {count: int}
        outputs: {never: {type: File, outputSource: never/out}}
        steps:
          numbers: {run: '#numbers', in: {count: count}, out: [numbers]}
          each: {run: '#write', scatter: number, in: {number: numbers/numbers}, out: [out]}
          not: {run: '#write', when: $(inputs.number > 9), in: {number: count}, out: [out]}
          chosen: {run: '#write', when: $(inputs.number < 9), in: {number: count}, out: [out]}
          fails:
            run: '#fail'
            in: {files: {source: [each/out, chosen/out, not/out], linkMerge: merge_flattened, pickValue: all_non_null}}
            out: [out]
          never: {run: '#fail', in: {files: {source: [fails/out], linkMerge: merge_nested}}, out: [out]}
      - class: ExpressionTool
        id: numbers
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {count: int}
        outputs: {numbers: 'int[]'}
        expression: |
          ${ var all = []; for (var i = 0; i < inputs.count; i++) { all.push(i); } return {numbers: all}; }
      - class: CommandLineTool
        id: write
        baseCommand: [echo]
        inputs: {number: {type: int, inputBinding: {position: 1}}}
        outputs: {out: stdout}
        stdout: out.txt
      - class: CommandLineTool
        id: fail
        baseCommand: [sh, -c, 'echo "no water in $# files" >&2; exit 3', sh]
        inputs: {files: {type: 'File[]', inputBinding: {position: 1}}}
        outputs: {out: stdout}
        stdout: out.txt
      """;

  static final String FAILING_INPUTS = "{'count': 2}";
}
