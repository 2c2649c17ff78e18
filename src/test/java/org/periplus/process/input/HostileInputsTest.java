package org.periplus.process.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.process.Packages;

/** Requests that are made to cost much more than they are long. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileInputsTest {

  private static final int MANY = 500_000;

  @Test
  void ofHalfAMillionUnknownInputsTheFirstTwentyAreToldAndAllAreCounted() {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < MANY; i++) {
      given.put("unknown-%06d".formatted(i), i);
    }

    InvalidInputException refused = refused("{x: int}", given);

    assertThat(refused).hasMessageStartingWith("There are 500001 problems; the first 20: ");
    assertThat(refused.problems())
        .extracting(InvalidInputException.Problem::input)
        .hasSize(20)
        .startsWith("unknown-000000")
        .endsWith("unknown-000019");
    assertThat(refused.getMessage()).hasSizeLessThan(5000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int[]",
        "int[]?",
        "['File[]', 'Directory[]', int]",
        "[{type: array, items: [int, boolean]}, File]",
        "{type: array, items: {type: enum, symbols: [a, b]}}",
        "{type: array, items: {type: record, fields: {a: int}}}",
      })
  void ofAnArrayTheFirstItemThatIsWrongIsTold(String type) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < MANY; i++) {
      items.addObject();
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().set("x", items);

    InvalidInputException refused = refused("{x: {type: " + quoted(type) + "}}", given);

    assertThat(refused).hasMessageContaining("Input 'x': expected").hasMessageContaining("$.x[0");
    assertThat(refused.getMessage()).hasSizeLessThan(1000);
  }

  static Stream<Arguments> longTextsAreNotRepeatedInWhole() {
    String text = "x".repeat(10_000_000);
    return Stream.of(
        Arguments.of("{x: int}", JsonNodeFactory.instance.objectNode().put("x", text)),
        Arguments.of("{x: int}", JsonNodeFactory.instance.objectNode().put(text, 1).put("x", 1)),
        Arguments.of("{x: File}", JsonNodeFactory.instance.objectNode().put("x", text)),
        Arguments.of(
            "{x: {type: {type: record, fields: {a: int}}}}",
            JsonNodeFactory.instance
                .objectNode()
                .set("x", JsonNodeFactory.instance.objectNode().put("b", 1).put(text, 1))));
  }

  @ParameterizedTest
  @MethodSource
  void longTextsAreNotRepeatedInWhole(String inputs, ObjectNode given) {
    assertThat(refused(inputs, given).getMessage()).hasSizeLessThan(5000);
  }

  @Test
  void manyInputsThatAreMissingAreCounted() {
    String inputs =
        IntStream.range(0, 5000)
            .mapToObj(i -> "i" + i + ": int")
            .collect(Collectors.joining(", ", "{", "}"));

    InvalidInputException refused = refused(inputs, JsonNodeFactory.instance.objectNode());

    assertThat(refused).hasMessageStartingWith("There are 5000 problems");
    assertThat(refused.problems()).hasSize(20);
  }

  @Test
  void aHundredThousandFilesAreTaken() {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 100_000; i++) {
      items.addObject().put("href", "https://a.org/" + i);
    }

    JsonNode values =
        ExecutionInputs.check(
            Packages.taking("{x: 'File[]'}"),
            JsonNodeFactory.instance.objectNode().set("x", items));

    assertThat(values.get("x")).hasSize(100_000);
  }

  @Test
  void noSchemaThatValuesAreCheckedAgainstHasAPattern() throws Exception {
    JsonNode described =
        new ObjectMapper()
            .valueToTree(
                Packages.describe(
                        "{a: File, b: Directory, c: 'string?', d: {type: {type: enum, symbols:"
                            + " [a]}}}")
                    .description());

    assertThat(described.findValues("pattern")).isEmpty();
  }

  private static String quoted(String type) {
    return type.startsWith("[") || type.startsWith("{") ? type : "'" + type + "'";
  }

  private static InvalidInputException refused(String inputs, ObjectNode given) {
    return catchThrowableOfType(
        InvalidInputException.class, () -> ExecutionInputs.check(Packages.taking(inputs), given));
  }
}
