package org.periplus.security.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A purpose as JSON, with the members that {@link PurposeText} reads. */
@Converter
public class PurposeConverter implements AttributeConverter<Purpose, String> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String convertToDatabaseColumn(Purpose purpose) {
    return PurposeText.of(purpose).toString();
  }

  @Override
  public Purpose convertToEntityAttribute(String text) {
    try {
      JsonNode stored = JSON.readTree(text);
      return PurposeText.read(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The purpose of a credential in the database is no JSON", e);
    }
  }
}
