package org.periplus.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class JsonLimitsTest {

  private final ObjectMapper mapper = new ObjectMapper(JsonLimits.usual().factory());

  static Stream<Arguments> tellsTheLimitAndNoClass() {
    return Stream.of(
        Arguments.of("[".repeat(10_000), "500", false),
        Arguments.of("{\"a\":".repeat(10_000), "500", false),
        Arguments.of("9".repeat(200_000), "1000", false),
        Arguments.of("0." + "9".repeat(200_000), "1000", false),
        Arguments.of("{\"" + "a".repeat(100_000) + "\": 1}", "50000", false),
        Arguments.of("[" + "1,".repeat(3_000_000) + "1]", "2000000", true));
  }

  @ParameterizedTest
  @MethodSource
  void tellsTheLimitAndNoClass(String text, String limit, boolean size) {
    StreamConstraintsException e =
        catchThrowableOfType(StreamConstraintsException.class, () -> mapper.readTree(text));

    assertThat(JsonLimits.words(e)).contains(limit).doesNotContain("Stream", "get", "`");
    assertThat(JsonLimits.isSize(e)).isEqualTo(size);
  }

  @Test
  void aStringMayBeAsLongAsTheText() throws Exception {
    String text = "\"" + "a".repeat(30_000_000) + "\"";

    assertThat(mapper.readTree(text).textValue()).hasSize(30_000_000);
  }

  @Test
  void whatTheServerHasWrittenItselfIsReadAgain() throws Exception {
    String name = "n".repeat(60_000);
    JsonNode written = new ObjectMapper().createObjectNode().put(name, "a".repeat(30_000_000));

    assertThat(new ObjectMapper(JsonLimits.ownFactory()).readTree(written.toString()))
        .isEqualTo(written);
  }
}
