package org.periplus.process.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.input.InvalidInputException;

class BuiltInInputsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LARGEST = 1000;

  private final BuiltInInputs echo =
      new BuiltInInputs(new Echo(EchoConfiguration.defaults()).description(), LARGEST);

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
  }

  private ObjectNode check(String inputs) throws JsonProcessingException {
    return echo.check(json("{'string': 's', " + inputs + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'number': 1.5",
        "'boolean': false",
        "'array': [1, 2, 3]",
        "'object': {'any': {'thing': [1]}}",
        "'boundingBox': {'bbox': [51.9, 7, 52, 7.1], 'crs': 'urn:ogc:def:crs:EPSG:6.6:4326'}",
        "'boundingBox': {'bbox': [1, 2, 3, 4, 5, 6]}",
        "'date': '2022-05-24T19:03:29Z'",
        "'enumeration': 'red'",
        "'features': {'type': 'FeatureCollection', 'features': []}",
        "'features': '<gml/>'",
        "'mixed': 3",
        "'mixed': 'three'",
        "'mixed': {'measurement': 3, 'uom': 'm'}",
      })
  void takesAValueOfEachKindAsItIs(String inputs) throws Exception {
    assertThat(check(inputs)).isEqualTo(json("{'string': 's', " + inputs + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'number': '1.5' | 'number'",
        "'boolean': 0 | 'boolean'",
        "'array': [1, 'two'] | 'array'",
        "'array': [1] | 'array'",
        "'object': 'any' | 'object'",
        "'boundingBox': {'bbox': [1, 2, 3]} | 'boundingBox'",
        "'boundingBox': {'crs': 'urn:x'} | 'boundingBox'",
        "'date': 'yesterday' | 'date'",
        "'enumeration': 'pink' | 'enumeration'",
        "'features': {'type': 'wrong/type'} | 'features'",
        "'features': {'value': '<gml/>', 'mediaType': 'image/png'} | image/png",
        "'mixed': [1] | 'mixed'",
        "'mixed': {'measurement': 3} | 'mixed'",
        "'image': {'value': 'not base64!', 'mediaType': 'image/png'} | base64",
        "'image': {'href': 'ftp://there/is'} | http://",
        "'image': {'href': 'http://there/is', 'type': 'text/csv'} | text/csv",
        "'image': {'type': 'wrong/type'} | 'image'",
        "'object': {'class': 'File', 'location': 'file:///etc/passwd'} | 'class'",
        "'pause': -1 | 'pause'",
        "'colour': 'red' | 'colour'",
      })
  void refusesWhatDoesNotFitAndNamesTheInput(String inputs, String named) {
    assertThatThrownBy(() -> check(inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);
  }

  @Test
  void wantsWhatIsRequired() {
    assertThatThrownBy(() -> echo.check(json("{}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'string': it is required");
  }

  @Test
  void takesValuesOutOfTheirQualifiers() throws Exception {
    assertThat(
            check(
                "'number': {'value': 2}, 'object': {'value': {'a': 1}}, 'features': {'value':"
                    + " 'eyJ0eXBlIjogIkZlYXR1cmVDb2xsZWN0aW9uIiwgImZlYXR1cmVzIjogW119', 'encoding':"
                    + " 'base64', 'mediaType': 'application/geo+json'}"))
        .isEqualTo(
            json(
                "{'string': 's', 'number': 2, 'object': {'a': 1},"
                    + " 'features': {'class': 'org.periplus:Value', 'mediaType':"
                    + " 'application/geo+json', 'value':"
                    + " {'type': 'FeatureCollection', 'features': []}}}"));
  }

  @Test
  void takesAnObjectThatOnlyLooksQualifiedAsItIs() throws Exception {
    assertThat(check("'object': {'value': 'teststring'}").get("object"))
        .isEqualTo(json("{'value': 'teststring'}"));
  }

  @Test
  void makesFilesOfBytesAndOfReferences() throws Exception {
    assertThat(check("'image': {'value': 'AAE=', 'mediaType': 'image/png'}").get("image"))
        .isEqualTo(
            json(
                "{'class': 'File', 'location': 'data:image/png;base64,AAE=', 'basename':"
                    + " 'image.png', 'format':"
                    + " 'https://www.iana.org/assignments/media-types/image/png'}"));
    assertThat(check("'image': 'AAE='").at("/image/basename").asText()).isEqualTo("image.tif");
    assertThat(check("'features': {'href': 'http://there/is.json'}").get("features"))
        .isEqualTo(json("{'class': 'File', 'location': 'http://there/is.json'}"));
  }

  @Test
  void checksTheDocumentToWhichAReferenceLed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("features.json");
    ObjectNode inputs = json("{'features': {'class': 'File'}}");
    inputs.withObject("/features").put("path", file.toString());

    Files.writeString(file, "{\"type\": \"FeatureCollection\", \"features\": []}");
    assertThat(echo.resolve(inputs).at("/features/type").asText()).isEqualTo("FeatureCollection");
    Files.writeString(file, "<gml/>");
    assertThat(echo.resolve(inputs).get("features").asText()).isEqualTo("<gml/>");
    refuses(inputs, file, "{\"type\": \"Feature\"}", "'features'");
    refuses(inputs, file, " ".repeat((int) LARGEST + 1), "1000");
  }

  private void refuses(ObjectNode inputs, Path file, String content, String named)
      throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> echo.resolve(inputs))
        .isInstanceOf(BuiltInFailedException.class)
        .hasMessageContaining(named);
  }

  @Test
  void theEchoPausesNoLongerThanIsConfigured() throws Exception {
    BuiltInInputs brief =
        new BuiltInInputs(
            new Echo(new EchoConfiguration(Duration.ofSeconds(2))).description(), LARGEST);
    assertThat(brief.check(json("{'string': 's', 'pause': 2}"))).isNotNull();
    assertThatThrownBy(() -> brief.check(json("{'string': 's', 'pause': 2.5}")))
        .hasMessageContaining("'pause'");
  }

  @Test
  void countsOccurrencesAndFillsInDefaults() throws Exception {
    ProcessDescription description = new Echo(EchoConfiguration.defaults()).description();
    Map<String, Input> inputs =
        Map.of(
            "words",
            new Input("Words", "Words", 1, 2, null, json("{'type': 'string'}")),
            "size",
            new Input("Size", "Size", null, null, null, json("{'type': 'integer', 'default': 7}")));
    BuiltInInputs several =
        new BuiltInInputs(
            new ProcessDescription(
                "several",
                "Several",
                "Several",
                false,
                "1",
                List.of(),
                List.of(),
                description.jobControlOptions(),
                inputs,
                Map.of()),
            LARGEST);

    assertThat(several.check(json("{'words': ['a', {'value': 'b'}]}")))
        .isEqualTo(json("{'words': ['a', 'b'], 'size': 7}"));
    assertThat(several.check(json("{'words': 'a'}")).get("words")).hasSize(1);
    assertThatThrownBy(() -> several.check(json("{'words': ['a', 'b', 'c']}")))
        .hasMessageContaining("1 to 2 times");
  }
}
