package org.periplus.process.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.FileFormats;

/** CWL types as JSON Schema: what a value of an input may look like in a request. */
public final class TypeSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TypeSchemas() {}

  /** The schema of a value of this type, which is not null. */
  public static ObjectNode of(CwlType type) {
    return of(type, List.of());
  }

  /**
   * The schema of a value of this type, which is not null.
   *
   * @param mediaTypes those that files in it may have; any when there are none
   */
  static ObjectNode of(CwlType type, List<String> mediaTypes) {
    if (type instanceof CwlType.Primitive primitive) {
      return primitive(primitive, mediaTypes);
    }
    if (type instanceof CwlType.Array array) {
      ObjectNode schema = JSON.objectNode().put("type", "array");
      return schema.set("items", orNull(array.items(), mediaTypes));
    }
    if (type instanceof CwlType.Enumeration enumeration) {
      return enumeration(enumeration);
    }
    if (type instanceof CwlType.Record record) {
      return record(record);
    }
    return union((CwlType.Union) type, mediaTypes);
  }

  /** Whether values of this type are, or contain, files or directories. */
  public static boolean holdsFiles(CwlType type) {
    if (type instanceof CwlType.Array array) {
      return holdsFiles(array.items());
    }
    if (type instanceof CwlType.Record record) {
      return record.fields().stream().anyMatch(field -> holdsFiles(field.type()));
    }
    if (type instanceof CwlType.Union union) {
      return union.alternatives().stream().anyMatch(TypeSchemas::holdsFiles);
    }
    return type == CwlType.Primitive.FILE || type == CwlType.Primitive.DIRECTORY;
  }

  private static ObjectNode primitive(CwlType.Primitive type, List<String> mediaTypes) {
    ObjectNode schema = JSON.objectNode();
    return switch (type) {
      case NULL -> schema.put("nullable", true);
      case BOOLEAN -> schema.put("type", "boolean");
      case INT ->
          schema
              .put("type", "integer")
              .put("minimum", Integer.MIN_VALUE)
              .put("maximum", Integer.MAX_VALUE);
      case LONG ->
          schema
              .put("type", "integer")
              .put("minimum", Long.MIN_VALUE)
              .put("maximum", Long.MAX_VALUE);
      case FLOAT, DOUBLE -> schema.put("type", "number");
      case STRING -> schema.put("type", "string");
      case FILE -> FileSchemas.file(mediaTypes);
      case DIRECTORY -> FileSchemas.directory();
      case ANY -> schema;
    };
  }

  private static ObjectNode enumeration(CwlType.Enumeration type) {
    ObjectNode schema = JSON.objectNode().put("type", "string");
    ArrayNode symbols = schema.putArray("enum");
    type.symbols().forEach(symbols::add);
    return schema;
  }

  private static ObjectNode record(CwlType.Record type) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (CwlType.Field field : type.fields()) {
      ObjectNode property = orNull(field.type(), FileFormats.mediaTypes(field.format()));
      field.documentation().label().ifPresent(label -> property.put("title", label));
      field.documentation().doc().ifPresent(doc -> property.put("description", doc));
      properties.set(field.name(), property);
      if (!field.type().optional()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static ObjectNode union(CwlType.Union type, List<String> mediaTypes) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("anyOf");
    type.alternatives().stream()
        .filter(alternative -> alternative != CwlType.Primitive.NULL)
        .forEach(alternative -> alternatives.add(of(alternative, mediaTypes)));
    return schema;
  }

  private static ObjectNode orNull(CwlType type, List<String> mediaTypes) {
    ObjectNode schema = of(type.required(), mediaTypes);
    return type.optional() && type != CwlType.Primitive.ANY ? schema.put("nullable", true) : schema;
  }
}
