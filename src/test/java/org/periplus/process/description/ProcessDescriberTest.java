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
        Packages.reader().read(source, Optional.empty(), Optional.empty()).description());
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
                    + "'s.name': 'Jane Doe', 's.email': 'jane.doe@acme.earth',"
                    + "'s.affiliation': 'ACME'}}]"));
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
        "int | {'type': 'integer'}",
        "long | {'type': 'integer'}",
        "double | {'type': 'number'}",
        "boolean | {'type': 'boolean'}",
        "Any | {'nullable': true}",
        "string? | {'type': 'string', 'nullable': true}",
        "{type: enum, symbols: [a, b]} | {'type': 'string', 'enum': ['a', 'b']}",
        "[int, string] | {'anyOf': [{'type': 'integer'}, {'type': 'string'}]}",
        "{type: record, fields: {x: int, y: 'int?'}} | {'type': 'object', 'properties':"
            + " {'x': {'type': 'integer'}, 'y': {'type': 'integer', 'nullable': true}},"
            + " 'required': ['x'], 'additionalProperties': false}"
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
}
