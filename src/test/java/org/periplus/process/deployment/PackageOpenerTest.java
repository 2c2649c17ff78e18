package org.periplus.process.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.configuration.JsonLimits;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Requirement;
import org.periplus.process.Packages;
import org.periplus.process.description.DescriptionColumn;
import org.periplus.process.description.ProcessDescription;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

class PackageOpenerTest {

  private static final String TOOL =
      "{'cwlVersion': 'v1.2', 'class': 'CommandLineTool', 'id': 'tool', 'baseCommand': 'true',"
          + " 'inputs': {}, 'outputs': {}}";
  private static final String IMAGE =
      """
      {'processDescription': {'process': {
         'id': 'ndvi', 'title': 'NDVI', 'version': '2.0',
         'inputs': {
           'scene': {'title': 'The scene', 'maxOccurs': 3,
             'schema': {'type': 'string', 'contentMediaType': 'image/tiff'}},
           'factor': {'minOccurs': 0, 'schema': {'type': 'number', 'default': 1.5}},
           'mode': {'schema': {'type': 'string', 'enum': ['fast', 'slow']}}},
         'outputs': {
           'index': {'schema': {'type': 'string', 'contentEncoding': 'binary'}},
           'mean': {'schema': {'type': 'number'}}}}},
       'executionUnit': {'type': 'docker', 'image': 'acme/ndvi:2',
         'config': {'cpuMin': 2, 'memoryMax': 3},
         'bindings': {'inputBindings': {'scene': {'prefix': '--scenes', 'itemSeparator': ','}},
                      'outputBindings': {'index': {'glob': 'ndvi.tif'}}}},
       'deploymentProfile': 'http://www.opengis.net/profiles/eoc/dockerizedApplication'}
      """;

  private final PackageOpener opener =
      new PackageOpener(new Egress(EgressConfiguration.defaults()), JsonLimits.usual());

  private PackageSource open(String envelope) {
    return opener.open("", PackageOpener.ENVELOPE, envelope.replace('\'', '"'));
  }

  private static PackageReader.Read read(PackageSource source) {
    return Packages.reader().read("", source, Optional.empty(), Optional.empty());
  }

  @Test
  void opensAUnitHoweverItIsGivenByValue() {
    String base64 =
        Base64.getEncoder()
            .encodeToString(
                TOOL.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (String unit :
        List.of(
            TOOL,
            "{'value': " + TOOL + ", 'mediaType': 'application/cwl+json'}",
            "{'value': '" + base64 + "', 'encoding': 'base64'}",
            "{'unit': " + TOOL + "}",
            "[{'unit': " + TOOL + ", 'deploymentProfile': 'x'}]",
            "[{'unit': {'value': " + TOOL + "}}]",
            "[{'type': 'spaceship'}, {'value': " + TOOL + "}]")) {
      assertThat(read(open("{'executionUnit': " + unit + "}")).process().id())
          .as(unit)
          .isEqualTo("tool");
    }
  }

  @Test
  void takesTextsThatAreAddressesForReferences() {
    assertThat(ExecutionUnit.of(new TextNode("https://example.org/app.cwl\n")))
        .isEqualTo(new ExecutionUnit.Reference(URI.create("https://example.org/app.cwl")));
    assertThat(ExecutionUnit.of(new TextNode("cwlVersion: v1.2 # https://example.org")))
        .isInstanceOf(ExecutionUnit.Value.class);
  }

  @Test
  void seesWhatABodyIsWhoseMediaTypeDoesNotSayIt() {
    String envelope = "{'processDescription': {'id': 'x'}, 'executionUnit': " + TOOL + "}";
    for (String said : List.of("", "application/json", "application/octet-stream", "text/plain")) {
      assertThat(mediaType(said, envelope)).hasValue(PackageOpener.ENVELOPE);
      assertThat(mediaType(said, "\n" + TOOL)).hasValue("application/cwl+json");
      for (String yaml :
          List.of(
              "cwlVersion: v1.2\nclass: Workflow",
              "#!/usr/bin/env cwl-runner\n$graph: []\n'cwlVersion' : v1.0",
              "{class: Workflow,\n cwlVersion: v1.2}",
              "{cwlVersion: v1.2, class: Workflow}",
              "\uFEFFcwlVersion: v1.2")) {
        assertThat(mediaType(said, yaml)).as(yaml).hasValue("application/cwl+yaml");
      }
    }
    assertThat(mediaType("application/json", "{'inputs': {}}")).hasValue(PackageOpener.ENVELOPE);
    for (String other :
        List.of("", "x", "[1]", "{'inputs': {}}", "# no cwlVersion: here", "a: b")) {
      assertThat(mediaType("text/plain", other)).as(other).isEmpty();
    }
    assertThat(mediaType("Application/CWL", "x")).hasValue("application/cwl");
  }

  private Optional<String> mediaType(String said, String body) {
    return opener.mediaType(said, body.replace('\'', '"'));
  }

  @Test
  void letsADescriptionSayHowAProcessIsExecutedAndThatItStays() {
    ProcessDescription description =
        read(open(
                "{'processDescription': {'process': {'id': 'mine', 'mutable': false,"
                    + " 'jobControlOptions': ['sync-execute', 'dismiss']}}, 'executionUnit': "
                    + TOOL
                    + "}"))
            .description();

    assertThat(description.id()).isEqualTo("mine");
    assertThat(description.mutable()).isFalse();
    assertThat(description.jobControlOptions()).containsExactly("sync-execute", "dismiss");
  }

  @Test
  void whatADescriptionStatesWinsOverTheDocument() throws Exception {
    String cwl =
        "{'cwlVersion': 'v1.2', 'class': 'CommandLineTool', 'id': 'tool', 'baseCommand': 'true',"
            + " '$namespaces': {'s': 'https://schema.org/'}, 's:license': 'A', 's:author': 'B',"
            + " 'inputs': {'scene': 'File', 'when': {'type': 'string', 'label': 'W'}, 'n': 'int'},"
            + " 'outputs': {'mask': {'type': 'File', 'outputBinding': {'glob': 'm'}}}}";
    ProcessDescription described =
        read(open(
                "{'processDescription': {'id': 'stated', 'keywords': ['ndvi', 'water'],"
                    + " 'additionalParameters': {'parameters': [{'name': 'p', 'value': [1]}]},"
                    + " 'metadata': [{'role': 'https://schema.org/license', 'value': 'MIT'},"
                    + " {'title': 'Manual', 'href': 'https://a.org/m', 'type': 'text/html'}],"
                    + " 'inputs': {'scene': {'title': 'The scene', 'description': 'Any',"
                    + " 'keywords': ['optical'], 'additionalParameters': [{'name': 'q', 'value':"
                    + " 1}], 'schema': {'oneOf': [ {'type': 'string', 'contentMediaType':"
                    + " 'image/tiff; application=geotiff'}, {'type': 'string', 'contentMediaType':"
                    + " 'image/jp2'}]}}, 'when': {'schema': {'type': 'string', 'format':"
                    + " 'date-time'}}, 'n': {'schema': {'type': 'string', 'format': 'x'}}},"
                    + " 'outputs': {'mask': {'title': 'Mask', 'metadata': [{'role': 'r', 'value':"
                    + " 1}], 'schema': {'type': 'string', 'contentMediaType': 'image/png'}}}},"
                    + " 'executionUnit': "
                    + cwl
                    + "}"))
            .description();

    assertThat(described.keywords()).containsExactly("ndvi", "water");
    assertThat(described.additionalParameters().at("/parameters/0/name").asText()).isEqualTo("p");
    assertThat(described.metadata())
        .extracting(each -> each.role() + " " + each.value() + " " + each.href())
        .containsExactly(
            "https://schema.org/license \"MIT\" null",
            "null null https://a.org/m",
            "https://schema.org/author \"B\" null");
    ProcessDescription.Input scene = described.inputs().get("scene");
    assertThat(scene.title()).isEqualTo("The scene");
    assertThat(scene.description()).isEqualTo("Any");
    assertThat(scene.keywords()).containsExactly("optical");
    assertThat(scene.additionalParameters().at("/parameters/0/name").asText()).isEqualTo("q");
    assertThat(scene.schema().findValuesAsText("contentMediaType"))
        .containsExactly("image/tiff; application=geotiff", "image/jp2");
    ProcessDescription.Input when = described.inputs().get("when");
    assertThat(when.title()).isEqualTo("W");
    assertThat(when.schema().get("format").asText()).isEqualTo("date-time");
    assertThat(described.inputs().get("n").schema().has("format")).isFalse();
    ProcessDescription.Output mask = described.outputs().get("mask");
    assertThat(mask.title()).isEqualTo("Mask");
    assertThat(mask.metadata()).hasSize(1);
    assertThat(mask.schema().get("contentMediaType").asText()).isEqualTo("image/png");
    assertThat(described.inputs().keySet()).containsExactly("scene", "when", "n");
    assertThat(DescriptionColumn.description(DescriptionColumn.text(described)))
        .isEqualTo(described);
  }

  @Test
  void refusesWhatItCannotOpen() {
    refuses("{}", MalformedPackageException.class, "executionUnit");
    refuses("{'executionUnit': []}", MalformedPackageException.class, "empty");
    refuses("{'executionUnit': {'type': 'spaceship'}}", MalformedPackageException.class, "link");
    refuses(
        "{'executionUnit': {'type': 'vm', 'image': 'x'}}", MalformedPackageException.class, "vm");
    refuses(
        "{'executionUnit': {'type': 'docker', 'image': 'x'}}",
        MalformedPackageException.class,
        "'inputs'");
    refuses(
        "{'executionUnit': {'value': 'not base64!', 'encoding': 'base64'}}",
        MalformedPackageException.class,
        "base64");
    refuses(
        "{'deploymentProfile': 'http://spaceship', 'executionUnit': " + TOOL + "}",
        UnsupportedProfileException.class,
        "http://spaceship");
    for (String wrong :
        List.of(
            "'keywords': 'x'",
            "'keywords': [1]",
            "'metadata': {}",
            "'metadata': ['x']",
            "'additionalParameters': 1",
            "'inputs': {'a': {'keywords': 1}}")) {
      refuses(
          "{'processDescription': {" + wrong + "}, 'executionUnit': " + TOOL + "}",
          MalformedPackageException.class,
          "must be");
    }
    refuses(
        "{'processDescription': {'jobControlOptions': ['dismiss']}, 'executionUnit': " + TOOL + "}",
        MalformedPackageException.class,
        "no way to execute");
  }

  private void refuses(String envelope, Class<? extends Exception> type, String named) {
    assertThatThrownBy(() -> read(open(envelope))).isInstanceOf(type).hasMessageContaining(named);
  }

  @Test
  void makesAToolOfAnImageAndItsDescription() throws Exception {
    PackageReader.Read read = read(open(IMAGE));

    CommandLineTool tool = (CommandLineTool) read.process();
    assertThat(tool.requirements().find(Requirement.Docker.class).orElseThrow().pull())
        .hasValue("acme/ndvi:2");
    assertThat(tool.input("scene").orElseThrow().type()).hasToString("File[]");
    assertThat(tool.input("factor").orElseThrow().type()).hasToString("null | double");
    assertThat(tool.input("factor").orElseThrow().defaultValue().orElseThrow().doubleValue())
        .isEqualTo(1.5);
    assertThat(tool.outputs().stream().map(output -> output.id() + " " + output.type()))
        .containsExactlyInAnyOrder("index File", "mean double");
    assertThat(read.description().title()).isEqualTo("NDVI");
    assertThat(read.description().version()).isEqualTo("2.0");
    assertThat(read.description().inputs().get("mode").schema())
        .isEqualTo(
            new ObjectMapper().readTree("{\"type\": \"string\", \"enum\": [\"fast\", \"slow\"]}"));
  }

  /** It would take hours if each line were looked at once for each line before it. */
  @Test
  @Timeout(60)
  void aBodyOfEmptyLinesIsReadOnce() {
    assertThat(PackageKind.of("\n".repeat(2_000_000) + "x", new JsonFactory())).isEmpty();
    assertThat(PackageKind.of("{\n\n  \"cwlVersion\"\n: v1.2, x}", new JsonFactory())).isPresent();
  }
}
