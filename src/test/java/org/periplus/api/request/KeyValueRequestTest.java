package org.periplus.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.periplus.api.RequestRefusedException;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.ProcessDescription.Output;

/** The examples of Part 1, 2.0, "KVP-encoded Execute". */
class KeyValueRequestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProcessDescription process =
      new ProcessDescription(
          "echo",
          "Echo",
          null,
          false,
          "1",
          List.of(),
          List.of(),
          List.of(),
          new TreeMap<>(
              Map.of(
                  "text", input("{'type': 'string'}", null),
                  "number", input("{'type': 'number'}", null),
                  "truth", input("{'type': 'boolean'}", null),
                  "list", input("{'type': 'array', 'items': {'type': 'integer'}}", null),
                  "object", input("{'type': 'object'}", null),
                  "box", input("{'allOf': [{'format': 'ogc-bbox'}, {'type': 'object'}]}", null),
                  "colors", input("{'type': 'string'}", 9),
                  "arrays", input("{'type': 'array', 'items': {'type': 'integer'}}", 9),
                  "image", input("{'type': 'string', 'contentEncoding': 'base64'}", null))),
          new TreeMap<>(Map.of("text", new Output(null, null, null, null))));

  private static Input input(String schema, Integer most) {
    return new Input(null, null, 0, most, null, json(schema));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private KeyValueRequest read(String... pairs) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      query.add(pairs[i], pairs[i + 1]);
    }
    return KeyValueRequest.of(query, process);
  }

  private JsonNode inputs(String... pairs) {
    return json(read(pairs).body().get("inputs").toString());
  }

  @Test
  void simpleValuesHaveTheTypesOfTheirInputs() {
    assertThat(inputs("text", "42", "number", "3.14159", "truth", "true"))
        .isEqualTo(json("{'text': '42', 'number': 3.14159, 'truth': true}"));
    assertThat(inputs("number", "many")).isEqualTo(json("{'number': 'many'}"));
    assertThat(inputs("TEXT", "a")).isEqualTo(json("{'text': 'a'}"));
  }

  @Test
  void objectsAndArraysAreWrittenAsJson() {
    assertThat(inputs("object", "{\"value\": {\"property1\": \"value1\"}}", "list", "[1,2,4]"))
        .isEqualTo(json("{'object': {'value': {'property1': 'value1'}}, 'list': [1, 2, 4]}"));
    assertThat(inputs("list", "1,2")).isEqualTo(json("{'list': [1, 2]}"));
  }

  @Test
  void severalValuesOfAnInputAreAList() {
    assertThat(inputs("colors", "blue,green,42"))
        .isEqualTo(json("{'colors': ['blue', 'green', '42']}"));
    assertThat(inputs("colors", "blue", "colors", "a,b"))
        .isEqualTo(json("{'colors': ['blue', 'a,b']}"));
    assertThat(inputs("colors", "[\"a,b\",\"c\"]")).isEqualTo(json("{'colors': ['a,b', 'c']}"));
    assertThat(inputs("arrays", "[1,2,3],[6,7,8]"))
        .isEqualTo(json("{'arrays': [[1, 2, 3], [6, 7, 8]]}"));
  }

  @Test
  void boxesLinksAndQualifiedValuesAreComposed() {
    assertThat(inputs("box[crs]", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "box", "1,2,3,4"))
        .isEqualTo(
            json(
                "{'box': {'bbox': [1, 2, 3, 4],"
                    + " 'crs': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}}"));
    assertThat(inputs("image[href]", "http://example.org/a.tif", "image[type]", "image/tiff"))
        .isEqualTo(json("{'image': {'href': 'http://example.org/a.tif', 'type': 'image/tiff'}}"));
    assertThat(inputs("image[value]", "VBOR", "image[mediaType]", "image/jp2"))
        .isEqualTo(json("{'image': {'value': 'VBOR', 'mediaType': 'image/jp2'}}"));
  }

  @Test
  void outputsAreChosenAndTheResponseIsNegotiated() {
    KeyValueRequest request =
        read(
            "text[include]", "true",
            "text[mediaType]", "text/plain",
            "response[prefer]", "respond-async",
            "response[f]", "application/json");

    assertThat(request.body().get("outputs"))
        .isEqualTo(json("{'text': {'format': {'mediaType': 'text/plain'}}}"));
    assertThat(request.prefer()).hasValue("respond-async");
    assertThat(request.accept()).hasValue("application/json");
  }

  @Test
  void aParameterThatTheProcessDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> read("txt", "a"))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("txt")
        .hasMessageContaining("colors");
  }
}
