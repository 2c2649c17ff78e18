package org.periplus.process.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.process.Packages;
import org.periplus.process.deployment.PackageSource;

class ProcessDescriberTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode described(PackageSource source) {
    return MAPPER.valueToTree(
        Packages.reader().read("", source, Optional.empty(), Optional.empty()).description());
  }

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  @Test
  void saysWhatThePackageSaysAboutItself() throws Exception {
    JsonNode description = described(Packages.waterBodies());

    assertThat(description.path("id").asText()).isEqualTo("water-bodies");
    assertThat(description.path("title").asText())
        .isEqualTo("Water bodies detection based on NDWI and otsu threshold");
    assertThat(description.path("version").asText()).isEqualTo("1.0.0");
    assertThat(description.path("mutable").asBoolean()).isTrue();
    assertThat(description.path("jobControlOptions"))
        .isEqualTo(json("['async-execute', 'dismiss']"));
    assertThat(description.path("outputTransmission")).isEqualTo(json("['value', 'reference']"));
    assertThat(description.path("metadata"))
        .isEqualTo(
            json(
                "[{'role': 'https://schema.org/softwareVersion', 'value': '1.0.0'},"
                    + "{'role': 'https://schema.org/author', 'value': {"
                    + "'@context': 'https://schema.org', '@type': 'Person',"
                    + "'s:name': 'Jane Doe', 's:email': 'jane.doe@acme.earth',"
                    + "'s:affiliation': 'ACME'}}]"));
  }

  @Test
  void describesASingleValue() throws Exception {
    assertThat(described(Packages.waterBodies()).at("/inputs/aoi"))
        .isEqualTo(
            json(
                "{'title': 'area of interest',"
                    + "'description': 'area of interest as a bounding box',"
                    + "'schema': {'type': 'string'}}"));
  }

  @Test
  void describesAValueWithADefaultAsOneThatMayBeLeftOut() throws Exception {
    assertThat(described(Packages.waterBodies()).at("/inputs/epsg"))
        .isEqualTo(
            json(
                "{'title': 'EPSG code', 'description': 'EPSG code', 'minOccurs': 0,"
                    + "'schema': {'type': 'string', 'nullable': true, 'default': 'EPSG:4326'}}"));
  }

  @Test
  void describesAnArrayByItsOccurrencesAndAsAWhole() throws Exception {
    assertThat(described(Packages.waterBodies()).at("/inputs/stac_items"))
        .isEqualTo(
            json(
                "{'title': 'Sentinel-2 STAC items',"
                    + "'description': 'list of Sentinel-2 COG STAC items', 'maxOccurs': 999,"
                    + "'extended-schema': {'type': 'array', 'items': {'type': 'string'},"
                    + "'minItems': 1, 'maxItems': 999}, 'schema': {'type': 'string'}}"));
  }

  @Test
  void describesADirectoryOutputAsALinkOrADocument() throws Exception {
    JsonNode output = described(Packages.waterBodies()).at("/outputs/stac_catalog");

    assertThat(output.path("schema")).isEqualTo(json("{'oneOf': [{'type': 'object'}]}"));
    assertThat(output.at("/extended-schema/oneOf/0/allOf/1/properties/type/enum"))
        .isEqualTo(json("['application/json']"));
    assertThat(output.at("/extended-schema/oneOf/1/required")).isEqualTo(json("['value']"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | {'type': 'integer', 'minimum': -2147483648, 'maximum': 2147483647}",
        "long | {'type': 'integer', 'minimum': -9223372036854775808, 'maximum':"
            + " 9223372036854775807}",
        "double | {'type': 'number'}",
        "boolean | {'type': 'boolean'}",
        "Any | {'nullable': true}",
        "string? | {'type': 'string', 'nullable': true}",
        "{type: enum, symbols: [a, b]} | {'type': 'string', 'enum': ['a', 'b']}",
        "[boolean, string] | {'anyOf': [{'type': 'boolean'}, {'type': 'string'}]}",
        "{type: record, fields: {x: string, y: 'string?'}} | {'type': 'object', 'properties':"
            + " {'x': {'type': 'string'}, 'y': {'type': 'string', 'nullable': true}},"
            + " 'required': ['x']}"
      })
  void describesEveryType(String type, String schema) throws Exception {
    ProcessDescription description = Packages.describe("{x: {type: " + type + "}}").description();

    assertThat(description.inputs().get("x").schema()).isEqualTo(json(schema));
  }

  @Test
  void alwaysDescribesAPackageTheSameWay() {
    assertThat(described(Packages.waterBodies()).toString())
        .isEqualTo(described(Packages.waterBodies()).toString());
  }

  @Test
  void givesAVersionToAPackageThatStatesNone() {
    assertThat(Packages.describe("{}").description().version()).isEqualTo("0.0.0");
  }

  @Test
  void theDefaultOfAnArrayIsThatOfTheWholeAndNotOfItsItems() throws Exception {
    JsonNode input = describedInput("{type: 'string[]', default: [a, b]}");

    assertThat(input.path("schema")).isEqualTo(json("{'type': 'string'}"));
    assertThat(input.path("extended-schema"))
        .isEqualTo(
            json(
                "{'type': 'array', 'items': {'type': 'string'}, 'minItems': 0, 'maxItems': 999,"
                    + "'nullable': true, 'default': ['a', 'b']}"));
  }

  @Test
  void listsInputsAndOutputsInTheOrderOfTheAuthor() {
    ProcessDescription description =
        Packages.describe("{zoom: int, aoi: string, bands: string}").description();

    assertThat(description.inputs().keySet()).containsExactly("zoom", "aoi", "bands");
  }

  @Test
  void describesTheMediaTypesOfAnInputThatStatesFormats() throws Exception {
    JsonNode one = describedInput("{type: File, format: '%simage/tiff'}".formatted(IANA));
    JsonNode several =
        describedInput(
            "{type: 'File[]', format: ['%1$simage/tiff', '%1$simage/jp2']}".formatted(IANA));

    assertThat(one.at("/schema/oneOf/1"))
        .isEqualTo(json("{'type': 'string', 'format': 'uri', 'contentMediaType': 'image/tiff'}"));
    assertThat(several.at("/schema/oneOf/1/anyOf"))
        .isEqualTo(json("[{'contentMediaType': 'image/tiff'}, {'contentMediaType': 'image/jp2'}]"));
    assertThat(several.at("/extended-schema/items/oneOf/1/anyOf"))
        .isEqualTo(several.at("/schema/oneOf/1/anyOf"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | {'type': 'string', 'contentMediaType': 'text/plain'}",
        "image/tiff | {'type': 'string', 'contentEncoding': 'base64', 'contentMediaType':"
            + " 'image/tiff'}",
        "application/geo+json | {'oneOf': [{'type': 'object'}, {'type': 'array'}],"
            + " 'contentMediaType': 'application/geo+json'}",
      })
  void describesAFileOutputByItsFormat(String mediaType, String schema) throws Exception {
    JsonNode output = fileOutput("format: '" + IANA + mediaType + "', ");

    assertThat(output.path("schema")).isEqualTo(json(schema));
    assertThat(output.at("/extended-schema/oneOf/0/allOf/1/properties/type/enum/0").asText())
        .isEqualTo(mediaType);
  }

  @Test
  void saysNothingOfTheMediaTypeOfAFileWithoutFormat() throws Exception {
    JsonNode output = fileOutput("");

    assertThat(output.toString()).doesNotContain("application/json", "contentMediaType");
  }

  @Test
  void takesTheFormatOfAWorkflowsOutputFromItsSource() throws Exception {
    String tool =
        "{class: CommandLineTool, inputs: {}, baseCommand: ls, stdout: o.txt, outputs: {o: {type:"
            + " stdout, format: '%stext/csv'}}}".formatted(IANA);
    JsonNode described =
        described(
            PackageSource.ofDocument(
                "application/cwl+yaml",
                ("{cwlVersion: v1.2, class: Workflow, id: w, inputs: {}, outputs: {o: {type: File,"
                        + " outputSource: s/o}}, steps: {s: {in: {}, out: [o], run: %s}}}")
                    .formatted(tool)));

    assertThat(described.at("/outputs/o/schema/contentMediaType").asText()).isEqualTo("text/csv");
  }

  private static final String IANA = "https://www.iana.org/assignments/media-types/";

  private static JsonNode describedInput(String input) {
    return MAPPER.valueToTree(
        Packages.describe("{x: " + input + "}").description().inputs().get("x"));
  }

  private static JsonNode fileOutput(String format) {
    String document =
        "{cwlVersion: v1.2, class: CommandLineTool, id: t, inputs: {}, baseCommand: ls, outputs:"
            + " {o: {type: File, "
            + format
            + "outputBinding: {glob: o}}}}";
    return described(PackageSource.ofDocument("application/cwl+yaml", document)).at("/outputs/o");
  }
}
