package org.periplus.process.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.cwl.model.CwlType;

/** CWL types as JSON Schema: what a value of an input may look like in a request. */
public final class TypeSchemas {

  /** How often a value of an array type may occur: the bound that clients of the field know. */
  static final int MANY = 999;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LINK =
      "https://schemas.opengis.net/ogcapi/processes/part1/1.0/openapi/schemas/link.yaml";

  private TypeSchemas() {}

  /** The schema of a value of this type, which is not null. */
  public static ObjectNode of(CwlType type) {
    if (type instanceof CwlType.Primitive primitive) {
      return primitive(primitive);
    }
    if (type instanceof CwlType.Array array) {
      return array(array.items(), 0);
    }
    if (type instanceof CwlType.Enumeration enumeration) {
      return enumeration(enumeration);
    }
    if (type instanceof CwlType.Record record) {
      return record(record);
    }
    return union((CwlType.Union) type);
  }

  /** The schema of an array with its bounds. */
  public static ObjectNode array(CwlType items, int atLeast) {
    ObjectNode schema = JSON.objectNode().put("type", "array");
    schema.set("items", orNull(items));
    if (atLeast > 0) {
      schema.put("minItems", atLeast).put("maxItems", MANY);
    }
    return schema;
  }

  /** The schema of what an output of this type looks like as a value. */
  static ObjectNode output(CwlType type) {
    if (!holdsFiles(type)) {
      return of(type.required());
    }
    ObjectNode schema = JSON.objectNode();
    schema.putArray("oneOf").addObject().put("type", "object");
    return schema;
  }

  /** A link to the output's files, or the document that describes them, by value. */
  static ObjectNode outputByReferenceOrValue(String mediaType) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("oneOf");
    ArrayNode link = alternatives.addObject().putArray("allOf");
    link.addObject().put("$ref", LINK);
    ObjectNode typed = link.addObject().put("type", "object");
    typed.putObject("properties").putObject("type").putArray("enum").add(mediaType);
    ObjectNode value = alternatives.addObject().put("type", "object");
    value.putArray("required").add("value");
    ArrayNode values = value.putObject("properties").putObject("value").putArray("oneOf");
    values.addObject().put("type", "object");
    return schema;
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

  private static ObjectNode primitive(CwlType.Primitive type) {
    ObjectNode schema = JSON.objectNode();
    return switch (type) {
      case NULL -> schema.put("nullable", true);
      case BOOLEAN -> schema.put("type", "boolean");
      case INT, LONG -> schema.put("type", "integer");
      case FLOAT, DOUBLE -> schema.put("type", "number");
      case STRING -> schema.put("type", "string");
      case FILE -> FileSchemas.file();
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
      ObjectNode property = orNull(field.type());
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
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode union(CwlType.Union type) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("anyOf");
    type.alternatives().stream()
        .filter(alternative -> alternative != CwlType.Primitive.NULL)
        .forEach(alternative -> alternatives.add(of(alternative)));
    return schema;
  }

  private static ObjectNode orNull(CwlType type) {
    ObjectNode schema = of(type.required());
    return type.optional() && type != CwlType.Primitive.ANY ? schema.put("nullable", true) : schema;
  }
}
