package org.periplus.process.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.periplus.configuration.JsonLimits;

/** Process descriptions in a text column, as the JSON that clients get. */
public final class DescriptionColumn {

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.ownFactory());

  private DescriptionColumn() {}

  /** The text of a column. */
  public static String text(ProcessDescription description) {
    try {
      return MAPPER.writeValueAsString(description);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A process description cannot be written", e);
    }
  }

  /**
   * What a column says, each time anew.
   *
   * @throws IllegalStateException if it is no description
   */
  public static ProcessDescription description(String text) {
    try {
      return MAPPER.readValue(text, ProcessDescription.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored process description cannot be read", e);
    }
  }
}
