package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.YamlReader;

/** YAML: what was read reads the same when it is written as JSON, which is YAML too. */
@Tag("fuzz")
class YamlReaderFuzz {

  private static final Source SOURCE = Source.of("https://example.org/a.cwl");

  /** YAML ends a simple key there. */
  private static final int LONG_FOR_A_KEY = 500;

  @FuzzTest
  void readsTheSameAgain(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Optional<JsonNode> value = read(text).map(Values::plain);
      if (value.isPresent() && text.length() < LONG_FOR_A_KEY && !hasNoJson(value.get())) {
        assertThat(read(Json.escaped(value.get())).map(Values::plain)).contains(value.get());
      }
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> Refusal.check(problem.message(), text));
    }
  }

  private static Optional<Node> read(String text) {
    Problems problems = new Problems(DocumentLimits.USUAL);
    Optional<Node> root =
        problems.within(
            new Place(SOURCE, 1, 1).location(), () -> YamlReader.read(text, SOURCE, problems));
    problems.throwIfAny();
    return root;
  }

  /** Infinity and NaN. */
  private static boolean hasNoJson(JsonNode value) {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      return true;
    }
    for (JsonNode each : value) {
      if (hasNoJson(each)) {
        return true;
      }
    }
    return false;
  }
}
