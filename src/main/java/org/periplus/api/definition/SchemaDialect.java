package org.periplus.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The two languages of schemas. Descriptions of processes mix them, as Part 1's schema {@code
 * schema} does; a document must keep to one.
 */
enum SchemaDialect {
  /** OpenAPI 3.0, "Schema Object". */
  OPENAPI_3_0 {
    @Override
    void translate(ObjectNode schema) {
      if (schema.path("type") instanceof ArrayNode types) {
        alternatives(schema, types);
      }
      if (schema.has("const")) {
        schema.putArray("enum").add(schema.remove("const"));
      }
      if (schema.remove("contentEncoding") != null && !schema.has("format")) {
        schema.put("format", "byte");
      }
      schema.remove(FOREIGN_TO_3_0);
      for (String bound : new String[] {"Minimum", "Maximum"}) {
        String exclusive = "exclusive" + bound;
        if (schema.path(exclusive).isNumber()) {
          schema.set(bound.toLowerCase(java.util.Locale.ROOT), schema.get(exclusive));
          schema.put(exclusive, true);
        }
      }
      if (schema.path("type").asText().equals("array") && !schema.has("items")) {
        schema.putObject("items");
      }
    }

    private void alternatives(ObjectNode schema, ArrayNode types) {
      schema.remove("type");
      ArrayNode choices = JsonNodeFactory.instance.arrayNode();
      for (JsonNode type : types) {
        if (type.asText().equals("null")) {
          schema.put("nullable", true);
        } else {
          choices.addObject().put("type", type.asText());
        }
      }
      if (choices.size() == 1) {
        schema.set("type", choices.get(0).get("type"));
      } else {
        schema.set("anyOf", choices);
      }
    }
  },

  /** JSON Schema 2020-12. */
  JSON_SCHEMA {
    @Override
    void translate(ObjectNode schema) {
      if (schema.path("nullable").isBoolean()) {
        boolean nullable = schema.remove("nullable").booleanValue();
        if (nullable) {
          allowNull(schema);
        }
      }
      String format = schema.path("format").asText();
      if (format.equals("byte")) {
        schema.remove("format");
        schema.put("contentEncoding", "base64");
      } else if (format.equals("binary")) {
        schema.remove("format");
        schema.put("contentMediaType", "application/octet-stream");
      }
      for (String bound : new String[] {"Minimum", "Maximum"}) {
        String exclusive = "exclusive" + bound;
        if (schema.path(exclusive).isBoolean()) {
          boolean isExclusive = schema.remove(exclusive).booleanValue();
          JsonNode value = schema.get(bound.toLowerCase(java.util.Locale.ROOT));
          if (isExclusive && value != null) {
            schema.set(exclusive, value);
            schema.remove(bound.toLowerCase(java.util.Locale.ROOT));
          }
        }
      }
    }

    private void allowNull(ObjectNode schema) {
      JsonNode type = schema.path("type");
      if (type.isTextual()) {
        schema.putArray("type").add(type).add("null");
        if (schema.path("enum") instanceof ArrayNode symbols) {
          symbols.addNull();
        }
      }
      for (String choice : new String[] {"oneOf", "anyOf"}) {
        if (schema.path(choice) instanceof ArrayNode choices) {
          choices.addObject().put("type", "null");
        }
      }
    }
  };

  private static final Set<String> FOREIGN_TO_3_0 =
      Set.of(
          "contentMediaType",
          "contentSchema",
          "$schema",
          "$id",
          "$comment",
          "examples",
          "if",
          "then",
          "else",
          "prefixItems",
          "patternProperties",
          "dependentRequired",
          "unevaluatedProperties",
          "contains",
          "propertyNames");

  /** Members whose values are data and not schemas. */
  private static final Set<String> DATA = Set.of("example", "default", "enum", "const");

  /** Members whose values have names of their own, which must not be taken for keywords. */
  private static final Set<String> NAMED =
      Set.of("properties", "schemas", "headers", "parameters", "responses", "content", "paths");

  /** Puts one schema into this dialect, without those inside of it. */
  abstract void translate(ObjectNode schema);

  /** Puts all schemas of a document into this dialect, in place. */
  JsonNode rewrite(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (NAMED.contains(member.getKey()) && member.getValue().isObject()) {
          member.getValue().forEach(this::rewrite);
        } else if (!DATA.contains(member.getKey())) {
          rewrite(member.getValue());
        }
      }
      Refs.localize(object);
      translate(object);
    } else {
      node.forEach(this::rewrite);
    }
    return node;
  }
}
