package org.periplus.process.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;

/** CWL types as JSON Schema: what an output looks like among the results. */
final class OutputSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LINK =
      "https://schemas.opengis.net/ogcapi/processes/part1/1.0/openapi/schemas/link.yaml";
  private static final String DOCUMENT = "application/json";

  private final Optional<String> mediaType;

  /**
   * @param mediaType of the output's files, if it is known
   */
  OutputSchemas(Optional<String> mediaType) {
    this.mediaType = mediaType;
  }

  /** What the output looks like by value. */
  ObjectNode byValue(CwlType type) {
    return of(type, this::value);
  }

  /** A link to the output's files, or the document or bytes by value. */
  ObjectNode byReferenceOrValue(CwlType type) {
    return of(type, this::referenceOrValue);
  }

  private static ObjectNode of(CwlType type, Function<Primitive, ObjectNode> files) {
    CwlType present = type.required();
    if (!TypeSchemas.holdsFiles(present)) {
      return TypeSchemas.of(present);
    }
    ObjectNode schema = JSON.objectNode();
    if (present instanceof CwlType.Array array) {
      return schema.put("type", "array").set("items", orNull(array.items(), files));
    }
    if (present instanceof CwlType.Record record) {
      ObjectNode members = schema.put("type", "object").putObject("properties");
      record.fields().forEach(field -> members.set(field.name(), orNull(field.type(), files)));
      return schema;
    }
    if (present instanceof CwlType.Union union) {
      ArrayNode alternatives = schema.putArray("anyOf");
      union.alternatives().stream()
          .filter(alternative -> alternative != Primitive.NULL)
          .forEach(alternative -> alternatives.add(of(alternative, files)));
      return schema;
    }
    return files.apply((Primitive) present);
  }

  private static ObjectNode orNull(CwlType type, Function<Primitive, ObjectNode> files) {
    ObjectNode schema = of(type, files);
    return type.optional() && type != Primitive.ANY ? schema.put("nullable", true) : schema;
  }

  private ObjectNode value(Primitive type) {
    ObjectNode schema = JSON.objectNode();
    if (type == Primitive.DIRECTORY) {
      schema.putArray("oneOf").addObject().put("type", "object");
      return schema;
    }
    if (mediaType.isEmpty() || mediaType.get().endsWith("json")) {
      ArrayNode alternatives = schema.putArray("oneOf");
      alternatives.addObject().put("type", "object");
      alternatives.addObject().put("type", "array");
      if (mediaType.isEmpty()) {
        alternatives.addObject().put("type", "string");
      }
    } else {
      schema.put("type", "string");
      if (!mediaType.get().startsWith("text/")) {
        schema.put("contentEncoding", "base64");
      }
    }
    mediaType.ifPresent(known -> schema.put("contentMediaType", known));
    return schema;
  }

  private ObjectNode referenceOrValue(Primitive type) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("oneOf");
    ArrayNode link = alternatives.addObject().putArray("allOf");
    link.addObject().put("$ref", LINK);
    Optional<String> linked = type == Primitive.DIRECTORY ? Optional.of(DOCUMENT) : mediaType;
    ObjectNode members = link.addObject().put("type", "object").putObject("properties");
    ObjectNode linkType = members.putObject("type");
    linked.ifPresentOrElse(
        known -> linkType.putArray("enum").add(known), () -> linkType.put("type", "string"));
    ObjectNode value = alternatives.addObject().put("type", "object");
    value.putArray("required").add("value");
    ObjectNode inside = value(type);
    value.putObject("properties").set("value", isChoice(inside) ? inside : choice(inside));
    return schema;
  }

  private static boolean isChoice(ObjectNode schema) {
    return schema.has("oneOf");
  }

  private static ObjectNode choice(ObjectNode schema) {
    ObjectNode choice = JSON.objectNode();
    choice.putArray("oneOf").add(schema);
    return choice;
  }
}
