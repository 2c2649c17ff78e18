package org.periplus.cwl.document.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.Workflow;

class PackingTest {

  private static final String HOME = "http://example.org/packages/";
  private static final String TOOL =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      $namespaces: {edam: 'http://edamontology.org/'}
      $schemas: [formats.ttl]
      requirements:
        SchemaDefRequirement: {types: [{$import: types.yaml}]}
      baseCommand: {$include: command.txt}
      inputs:
        mode: {type: 'types.yaml#Mode'}
        modes: 'types.yaml#Mode[]?'
        scene:
          type: File
          format: edam:format_3591
          default: {class: File, location: scene.tif}
      outputs: {text: stdout}
      stdout: text.txt
      """;
  private static final String WORKFLOW =
      """
      cwlVersion: v1.2
      $graph:
        - class: Workflow
          id: '#main'
          requirements:
            MultipleInputFeatureRequirement: {}
            SchemaDefRequirement: {types: [{$import: types.yaml}]}
          inputs: [{id: '#main/mode', type: 'types.yaml#Mode'}]
          outputs:
            - {id: '#main/one', type: File, outputSource: '#main/first/text'}
            - {id: '#main/two', type: 'File[]', outputSource: ['#main/second/text', '#main/third/text']}
          steps:
            - {id: '#main/first', run: tool.cwl, in: [{id: '#main/first/mode', source: '#main/mode'}], out: ['#main/first/text']}
            - id: '#main/second'
              run: tool.cwl
              in: {mode: {source: '#main/mode'}}
              out: [text]
            - {id: third, run: 'more.cwl#other', in: {}, out: [text]}
      """;
  private static final String MORE =
      """
      cwlVersion: v1.2
      $graph:
        - {class: CommandLineTool, id: main, baseCommand: [a], inputs: {}, outputs: {text: stdout}}
        - {class: CommandLineTool, id: other, baseCommand: [b], inputs: {}, outputs: {text: stdout}}
      """;

  private final Map<String, String> documents = new LinkedHashMap<>();

  PackingTest() {
    documents.put("tool.cwl", TOOL);
    documents.put("more.cwl", MORE);
    documents.put("types.yaml", "[{name: Mode, type: enum, symbols: [fast, slow]}]");
    documents.put("command.txt", "cat");
  }

  private ReferenceResolver resolver() {
    return uri -> {
      String text = documents.get(uri.toString().substring(HOME.length()));
      if (text == null) {
        throw new IOException("it is not there");
      }
      return text;
    };
  }

  private ObjectNode pack(String text) {
    return Packing.pack(text, HOME + "package.cwl", resolver(), DocumentLimits.USUAL);
  }

  private static CwlDocument alone(ObjectNode packed) {
    return new DocumentLoader(ReferenceResolver.none()).load(packed.toPrettyString(), "packed.cwl");
  }

  /** What a process says, without where it says so. */
  private static String said(Object process) {
    return process.toString().replaceAll("location=[^],]*", "");
  }

  @Test
  void standsAlone() {
    CwlDocument packed = alone(pack(WORKFLOW));

    assertThat(packed.processes()).containsOnlyKeys("main", "tool.cwl", "other");
    Workflow main = (Workflow) packed.find("main").orElseThrow();
    assertThat(main.steps())
        .extracting(step -> step.run().id())
        .containsExactly("tool.cwl", "tool.cwl", "other");
  }

  @Test
  void saysTheSame() {
    CwlDocument before = new DocumentLoader(resolver()).load(TOOL, HOME + "tool.cwl");

    CwlDocument packed =
        alone(Packing.pack(TOOL, HOME + "tool.cwl", resolver(), DocumentLimits.USUAL));

    assertThat(said(packed.findMain().orElseThrow()))
        .isEqualTo(said(before.findMain().orElseThrow()));
    assertThat(packed.schemas()).containsExactly(HOME + "formats.ttl");
  }

  @Test
  void isTheSameWhenItIsPackedAgain() {
    ObjectNode once = pack(WORKFLOW);

    assertThat(
            Packing.pack(
                once.toString(), "packed.cwl", ReferenceResolver.none(), DocumentLimits.USUAL))
        .isEqualTo(once);
  }

  @Test
  void leavesValuesAsTheyAre() {
    ObjectNode packed =
        pack(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: values
            baseCommand: [echo]
            inputs:
              type:
                type: Any
                default: {type: 'a.yaml#b', source: '#c/d', id: 'x#y', run: tool.cwl}
            outputs: {}
            """);

    assertThat(packed.at("/$graph/0/inputs/type/default").toString())
        .isEqualTo(
            "{\"type\":\"a.yaml#b\",\"source\":\"#c/d\",\"id\":\"x#y\",\"run\":\"tool.cwl\"}");
  }

  @Test
  void runsWhatIsWrittenWithinAStep() {
    ObjectNode packed =
        pack(
            """
            cwlVersion: v1.2
            class: Workflow
            inputs: {}
            outputs: {}
            steps:
              one:
                in: {}
                out: []
                run: {class: Workflow, inputs: {}, outputs: {}, steps: {two: {run: tool.cwl, in: {mode: {default: fast}}, out: []}}}
            requirements: {SubworkflowFeatureRequirement: {}}
            """);

    assertThat(alone(packed).processes()).containsOnlyKeys("main", "tool.cwl");
  }

  @Test
  void tellsWhatIsMissing() {
    documents.remove("command.txt");

    assertThatThrownBy(() -> pack(WORKFLOW))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("command.txt");
  }

  @Test
  void refusesSeveralVersions() {
    documents.put("more.cwl", MORE.replace("v1.2", "v1.0"));

    assertThatThrownBy(() -> pack(WORKFLOW))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("is of CWL v1.0 and what runs it of v1.2");
  }

  @Test
  void keepsProcessesOfTheSameNameApart() {
    documents.put("tool.cwl", MORE);

    ObjectNode packed =
        pack(
            """
            cwlVersion: v1.2
            class: Workflow
            id: main
            inputs: {}
            outputs: {}
            steps:
              one: {run: 'more.cwl#main', in: {}, out: []}
              two: {run: 'tool.cwl#main', in: {}, out: []}
            """);

    assertThat(alone(packed).processes()).hasSize(3);
  }
}
