package org.periplus.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.periplus.configuration.JsonLimits;

/** JSON in text columns, with numbers as precise as they were given. */
@Converter
public class JsonConverter implements AttributeConverter<JsonNode, String> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonLimits.ownFactory())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Override
  public String convertToDatabaseColumn(JsonNode json) {
    return json == null ? null : json.toString();
  }

  @Override
  public JsonNode convertToEntityAttribute(String text) {
    if (text == null) {
      return null;
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON column holds no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
