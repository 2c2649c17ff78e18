package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** CWL types, as they are written, for the schemas of descriptions; the way back is shorter. */
final class SchemaTypes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaTypes() {}

  /** The type of a value of this schema; what has a structure or a media type is a file. */
  static JsonNode of(JsonNode schema) {
    if (schema.path("enum").isArray() && schema.path("type").asText("string").equals("string")) {
      ObjectNode type = JSON.objectNode().put("type", "enum");
      return type.set("symbols", schema.get("enum"));
    }
    return switch (schema.path("type").asText()) {
      case "string" -> TextNode.valueOf(string(schema));
      case "integer" -> TextNode.valueOf("long");
      case "number" -> TextNode.valueOf("double");
      case "boolean" -> TextNode.valueOf("boolean");
      case "array" -> {
        ObjectNode type = JSON.objectNode().put("type", "array");
        yield type.set("items", of(schema.path("items")));
      }
      default -> TextNode.valueOf("File");
    };
  }

  private static String string(JsonNode schema) {
    String format = schema.path("format").asText();
    if (format.equals("directory")) {
      return "Directory";
    }
    return schema.has("contentMediaType")
            || schema.has("contentEncoding")
            || format.matches("byte|binary|file")
        ? "File"
        : "string";
  }

  /** Whether values of this type are files or folders. */
  static boolean isFiles(JsonNode type) {
    return type.isTextual()
        ? type.textValue().matches("File|Directory")
        : type.has("items") && isFiles(type.get("items"));
  }

  /** Whether values of this type are strings. */
  static boolean isText(JsonNode type) {
    return type.isTextual()
        ? type.textValue().equals("string")
        : type.path("type").asText().equals("enum");
  }
}
