package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {

  record Sample(Instant created, Optional<Instant> finished, String nothing) {}

  @Test
  void writesInstantsWithMillisecondsAndLeavesOutWhatIsAbsent() throws Exception {
    Instant created = Instant.parse("2024-10-22T04:18:54Z");

    String json = JsonBodies.MAPPER.writeValueAsString(new Sample(created, Optional.empty(), null));

    assertThat(json).isEqualTo("{\"created\":\"2024-10-22T04:18:54.000Z\"}");
  }

  /** Jackson would guess the encoding, and fail in it as if the connection had broken. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void readsBytesAsUtf8Alone(String encoding) {
    byte[] bytes = "{\"a\": 1}".getBytes(Charset.forName(encoding));

    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(bytes))
        .isInstanceOf(StreamReadException.class)
        .hasMessageContaining("it is not in UTF-8");
    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(new ByteArrayInputStream(bytes)))
        .isInstanceOf(StreamReadException.class)
        .hasMessageContaining("it is not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "\uFEFF{}", "\"\u00e9\u20ac\"", "[null]"})
  void readsUtf8WithAndWithoutAMark(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonNode expected = JsonBodies.REQUESTS.readTree(text.replace("\uFEFF", ""));

    assertThat(JsonBodies.REQUESTS.readTree(bytes)).isEqualTo(expected);
    assertThat(JsonBodies.REQUESTS.readTree(new ByteArrayInputStream(bytes))).isEqualTo(expected);
  }
}
