package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.expression.ExpressionLimits;
import org.periplus.cwl.model.Requirement;

/** Evaluates one field within narrow limits. */
final class Evaluation {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMillis(300);

  /** What a busy machine may take beyond the limit. */
  private static final Duration LATEST = Duration.ofSeconds(60);

  private static final ExpressionEngine ENGINE =
      new ExpressionEngine(new ExpressionLimits(LIMIT, 32L << 20, 64L << 20));

  private static final ObjectNode INPUTS =
      (ObjectNode)
          json("{\"a\": \"text\", \"list\": [1, {\"b\": null}], \"f\": {\"path\": \"/x\"}}");

  private Evaluation() {}

  /** Evaluates a field; gives the sentence of the refusal, if there is no value. */
  static Optional<String> of(String field, boolean javaScript) {
    Optional<Requirement.InlineJavascript> allowed =
        javaScript ? Optional.of(new Requirement.InlineJavascript(List.of())) : Optional.empty();
    long start = System.nanoTime();
    try {
      JsonNode value = ENGINE.evaluate(field, ExpressionContext.of(INPUTS.deepCopy(), allowed));
      assertThat(json(value.toString())).as(field).isEqualTo(value);
      return Optional.empty();
    } catch (ExpressionException e) {
      Refusal.check(e.getMessage(), field);
      return Optional.of(e.reason());
    } finally {
      assertThat(System.nanoTime() - start).as(field).isLessThan(LATEST.toNanos());
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
