package org.periplus.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.periplus.configuration.JsonLimits;

/**
 * JSON in text columns, with numbers as precise as they were given. Entities keep the text, and
 * read it when somebody asks: it may have megabytes, which most of those who load a row do not
 * need, and Hibernate copies what a converter has made by writing and reading it again.
 */
public final class JsonColumn {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonLimits.ownFactory())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonColumn() {}

  /**
   * The text of a column.
   *
   * @param json null where the column has nothing
   */
  public static String text(JsonNode json) {
    return json == null ? null : json.toString();
  }

  /**
   * What a column says, each time anew; empty where it has nothing.
   *
   * @throws IllegalStateException if it is no JSON
   */
  public static Optional<JsonNode> json(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON column holds no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
