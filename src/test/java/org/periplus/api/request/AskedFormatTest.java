package org.periplus.api.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periplus.api.RequestRefusedException;
import org.periplus.process.description.ProcessDescription.Output;

class AskedFormatTest {

  private static final String TEXT = "{'type': 'string'}";
  private static final String NUMBERS = "{'type': 'array', 'items': {'type': 'number'}}";
  private static final String FEATURES =
      "{'oneOf': [{'allOf': [{'format': 'geojson-feature-collection'}, {'type': 'object'}]},"
          + " {'type': 'string', 'contentMediaType': 'application/gml+xml; version=3.2'}]}";
  private static final String FILE = "{'oneOf': [{'type': 'object'}, {'type': 'string'}]}";
  private static final String TIFF =
      "{'type': 'string', 'contentEncoding': 'base64', 'contentMediaType': 'image/tiff'}";

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void check(String schema, boolean file, String format) {
    Output output =
        new Output(null, null, file ? json("{'oneOf': [" + schema + "]}") : null, json(schema));
    AskedFormat.check("it", json(format), output);
  }

  private static void isRefused(String schema, boolean file, String format, String named) {
    assertThatThrownBy(() -> check(schema, file, format))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContainingAll("'it'", named);
  }

  private static void isTaken(String schema, boolean file, String mediaType) {
    assertThatCode(() -> check(schema, file, "{'mediaType': '" + mediaType + "'}"))
        .as(mediaType)
        .doesNotThrowAnyException();
  }

  @Test
  void anOutputCanBeWhatItsDescriptionSays() {
    isTaken(TEXT, false, "text/plain; charset=utf-8");
    isTaken(TEXT, false, "application/json");
    isTaken(NUMBERS, false, "application/json");
    isTaken(FEATURES, false, "application/geo+json");
    isTaken(FEATURES, false, "Application/GML+xml;version=3.2");
    isTaken(TIFF, true, "image/tiff; application=geotiff");
    isTaken(FILE, true, "image/png"); // nobody knows before it is there
  }

  @Test
  void whatItCannotBeIsRefusedWithWhatItCan() {
    isRefused(TEXT, false, "{'mediaType': 'image/png'}", "application/json or text/plain");
    isRefused(NUMBERS, false, "{'mediaType': 'text/csv'}", "only application/json");
    isRefused(FEATURES, false, "{'mediaType': 'application/kml'}", "application/gml+xml");
    isRefused(TIFF, true, "{'mediaType': 'image/png'}", "only image/tiff");
    isRefused(TEXT, false, "{'encoding': 'hex'}", "base64");
    for (String wrong : List.of("1", "'text/plain'", "{'mediaType': 1}", "{'encoding': []}")) {
      isRefused(TEXT, false, wrong, "must be an object");
    }
  }
}
