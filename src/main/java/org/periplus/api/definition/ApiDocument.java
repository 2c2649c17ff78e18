package org.periplus.api.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.periplus.api.Hashed;
import org.periplus.configuration.Sha256;

/**
 * An OpenAPI document as it is sent: OGC API - Processes Part 1, "OpenAPI 3.0" and "OpenAPI 3.1".
 *
 * @param json the document
 * @param page what its page says
 * @param hash of the document
 */
public record ApiDocument(
    @JsonValue @JsonRawValue String json, @JsonIgnore ApiPage page, @JsonIgnore String hash)
    implements Hashed {

  static ApiDocument of(ObjectNode definition) {
    String json = definition.toString();
    return new ApiDocument(
        json,
        new ApiPage(definition.path("openapi").asText(), operations(definition.path("paths"))),
        Sha256.hex(json));
  }

  private static List<ApiPage.Operation> operations(JsonNode paths) {
    List<ApiPage.Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().has("responses")) {
          operations.add(
              new ApiPage.Operation(
                  method.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  method.getValue().path("summary").asText()));
        }
      }
    }
    return List.copyOf(operations);
  }
}
