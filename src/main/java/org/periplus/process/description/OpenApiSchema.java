package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The schemas of descriptions, which are OpenAPI 3.0's, in JSON Schema's own words. */
public final class OpenApiSchema {

  private OpenApiSchema() {}

  /** The schema with {@code nullable} written out. */
  public static JsonNode asJsonSchema(JsonNode schema) {
    if (schema instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(asJsonSchema(item)));
      return copy;
    }
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(e -> copy.set(e.getKey(), asJsonSchema(e.getValue())));
    // A property of a record may be called nullable: then its value is a schema.
    if (!copy.path("nullable").isBoolean()) {
      return copy;
    }
    copy.remove("nullable");
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    either.putArray("anyOf").add(copy).addObject().put("type", "null");
    return either;
  }
}
