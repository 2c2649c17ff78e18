package org.periplus.cwl.tool.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.periplus.cwl.value.ValueCheck;

/** Strings that expressions give. */
public final class Strings {

  private Strings() {}

  /** The strings in a string, an array of strings or null. */
  public static List<String> of(JsonNode value, String field) {
    if (value.isNull()) {
      return List.of();
    }
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode item : value) {
      if (item.isTextual()) {
        strings.add(item.textValue());
      }
    }
    if (!value.isArray() || strings.size() < value.size()) {
      throw new PlanException(
          field, "must be a string or an array of strings, not " + ValueCheck.kind(value));
    }
    return strings;
  }

  /** The string that a field must give. */
  public static String one(JsonNode value, String field) {
    if (!value.isTextual()) {
      throw new PlanException(field, "must be a string, not " + ValueCheck.kind(value));
    }
    return value.textValue();
  }
}
