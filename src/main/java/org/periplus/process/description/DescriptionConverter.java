package org.periplus.process.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.periplus.configuration.JsonLimits;

/** Process descriptions in a text column, as the JSON that clients get. */
@Converter
public class DescriptionConverter implements AttributeConverter<ProcessDescription, String> {

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.ownFactory());

  @Override
  public String convertToDatabaseColumn(ProcessDescription description) {
    try {
      return description == null ? null : MAPPER.writeValueAsString(description);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A process description cannot be written", e);
    }
  }

  @Override
  public ProcessDescription convertToEntityAttribute(String text) {
    try {
      return text == null ? null : MAPPER.readValue(text, ProcessDescription.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored process description cannot be read", e);
    }
  }
}
