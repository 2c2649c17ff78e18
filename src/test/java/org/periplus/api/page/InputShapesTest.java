package org.periplus.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputShapesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POINT = "{'type': 'Point', 'coordinates': [7, 50]}";

  private static JsonNode shapes(String inputs) throws Exception {
    return InputShapes.of(JSON.readTree(inputs.replace('\'', '"')))
        .map(found -> found.get("features"))
        .orElseGet(JSON::createArrayNode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': {'type': 'Feature', 'geometry': " + POINT + ", 'assets': {}}}",
        "{'a': " + POINT + "}",
        "{'a': {'value': " + POINT + ", 'mediaType': 'application/geo+json'}}",
        "{'a': [{'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'geometry': "
            + POINT
            + "}]}]}"
      })
  void areGeometriesWhereverTheyStand(String inputs) throws Exception {
    assertThat(shapes(inputs))
        .singleElement()
        .isEqualTo(
            JSON.readTree(
                ("{'type': 'Feature', 'properties': {'name': 'a'}, 'geometry': " + POINT + "}")
                    .replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': {'bbox': [6, 49.5, 8, 51]}}",
        "{'a': {'bbox': [6, 49.5, 0, 8, 51, 100], 'crs':"
            + " 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}}",
        "{'aoi': '6, 49.5,8,51'}",
        "{'bbox': [6, 49.5, 8, 51]}"
      })
  void areBoundingBoxes(String inputs) throws Exception {
    assertThat(shapes(inputs).at("/0/geometry/coordinates"))
        .isEqualTo(JSON.readTree("[[[6.0,49.5],[8.0,49.5],[8.0,51.0],[6.0,51.0],[6.0,49.5]]]"));
  }

  @Test
  void areBoxesOverTheAntimeridianInOnePiece() throws Exception {
    assertThat(shapes("{'a': {'bbox': [170, -20, -170, -10]}}").at("/0/geometry/coordinates/0/1/0"))
        .isEqualTo(JSON.readTree("190.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a': 'Point', 'b': {'href': 'https://example.org/item.json'}, 'c': [1, 2, 3, 4]}",
        "{'a': {'bbox': [1, 2, 3]}, 'aoi': 'all of it', 'bbox': '1,2,3,4,5'}",
        "{'a': {'bbox': [500000, 5400000, 510000, 5410000]}}",
        "{'a': {'bbox': [49, 6, 51, 8], 'crs': 'EPSG:4326'}}",
        "{'a': {'bbox': ['1', '2', '3', '4']}}",
        "{'a': {'type': 'Feature', 'geometry': null}}"
      })
  void areNothingThatIsNoPlaceInDegrees(String inputs) throws Exception {
    assertThat(shapes(inputs)).isEmpty();
  }
}
