package org.periplus.api.form;

import static org.periplus.api.form.FormFields.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes fields from schemas: OpenAPI 3.0's, with the formats of Part 1, as descriptions have them.
 * What it does not know, and what goes too deep, is asked for as JSON. Used by one thread.
 */
final class SchemaFields {

  /** A form that goes deeper is none that a person fills in. */
  private static final int DEEPEST = 8;

  /** Types may be made of each other so that they are without end. */
  private static final int MOST_FIELDS = 1000;

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private int count;

  /** What is known of a field beside its schema. */
  record Head(
      String name,
      String key,
      String title,
      String description,
      boolean required,
      boolean secret,
      Optional<String> unit) {

    private Head part(String newName, String newKey, JsonNode schema, boolean newRequired) {
      return new Head(
          newName,
          newKey,
          schema.path("title").asText(newName),
          schema.path("description").textValue(),
          newRequired,
          secret,
          unit);
    }
  }

  /** The field of a schema. */
  FormField of(Head head, JsonNode schema) {
    return of(head, schema, 0, 0);
  }

  /** The field of something that may occur more than once. */
  FormField listOf(Head head, JsonNode item, int least, int most) {
    FormField list =
        field(
            head,
            FieldKind.LIST,
            NOTHING,
            List.of(of(itemOf(head, item, 0), item, 1, 1)),
            List.of());
    return new FormField(
        list.name(),
        list.key(),
        list.title(),
        list.description(),
        list.kind(),
        list.required(),
        list.secret(),
        item.get("default"),
        list.limits().withItems(least, most),
        list.options(),
        list.mediaTypes(),
        list.parts());
  }

  private FormField of(Head head, JsonNode written, int depth, int lists) {
    JsonNode schema = merged(written);
    count++;
    if (depth > DEEPEST || count > MOST_FIELDS) {
      return plain(head, FieldKind.JSON, schema);
    }
    Optional<FormField> known = FileFields.of(schema).map(f -> file(head, f, schema));
    if (known.isPresent()) {
      return known.get();
    }
    List<JsonNode> choice = alternatives(schema);
    if (choice.size() == 1) {
      return of(head, choice.get(0), depth + 1, lists);
    }
    if (!choice.isEmpty()) {
      List<FormField> parts = new ArrayList<>();
      for (JsonNode each : choice) {
        parts.add(of(head.part("", key(head, parts.size()), each, true), each, depth + 1, lists));
      }
      return field(head, FieldKind.EITHER, schema, parts, List.of());
    }
    if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
      return plain(head, FieldKind.CHOICE, schema);
    }
    return switch (schema.path("type").asText()) {
      case "array" -> array(head, schema, depth, lists);
      case "object" -> object(head, schema, depth, lists);
      case "integer" -> plain(head, FieldKind.INTEGER, schema);
      case "number" -> plain(head, FieldKind.NUMBER, schema);
      case "boolean" -> plain(head, FieldKind.BOOLEAN, schema);
      case "string" -> text(head, schema);
      default -> plain(head, FieldKind.JSON, schema);
    };
  }

  /** Of {@code allOf} one says the format and others the members. */
  private static JsonNode merged(JsonNode schema) {
    if (!schema.path("allOf").isArray()) {
      return schema;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    schema
        .get("allOf")
        .forEach(each -> each.properties().forEach(m -> merged.set(m.getKey(), m.getValue())));
    schema.properties().stream()
        .filter(member -> !member.getKey().equals("allOf"))
        .forEach(member -> merged.set(member.getKey(), member.getValue()));
    return merged;
  }

  private static List<JsonNode> alternatives(JsonNode schema) {
    if (schema.has("type")) {
      return List.of(); // then they say more of this type
    }
    return list(schema.path(schema.path("oneOf").isArray() ? "oneOf" : "anyOf"));
  }

  private FormField array(Head head, JsonNode schema, int depth, int lists) {
    JsonNode item = schema.path("items");
    return field(
        head,
        FieldKind.LIST,
        schema,
        List.of(of(itemOf(head, item, lists), item, depth + 1, lists + 1)),
        List.of());
  }

  private static Head itemOf(Head head, JsonNode item, int lists) {
    return head.part("", head.key() + "-{" + lists + "}", item, true);
  }

  private FormField object(Head head, JsonNode schema, int depth, int lists) {
    String format = schema.path("format").asText();
    JsonNode properties = schema.path("properties");
    if (format.equals("ogc-bbox") || isBox(properties)) {
      return plain(head, FieldKind.BOX, schema);
    }
    Optional<FieldKind> geoJson = geoJson(format, properties);
    if (geoJson.isPresent()) {
      return plain(head, geoJson.get(), schema);
    }
    if (properties.isEmpty()) {
      return plain(head, FieldKind.JSON, schema);
    }
    Set<String> required =
        list(schema.path("required")).stream().map(JsonNode::asText).collect(Collectors.toSet());
    List<FormField> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : properties.properties()) {
      String name = each.getKey();
      Head part =
          head.part(name, key(head, parts.size()), each.getValue(), required.contains(name));
      parts.add(of(part, each.getValue(), depth + 1, lists));
    }
    return field(head, FieldKind.RECORD, schema, parts, List.of());
  }

  private static boolean isBox(JsonNode properties) {
    JsonNode corners = properties.path("bbox");
    return properties.size() <= 2
        && corners.path("type").asText().equals("array")
        && corners.path("items").path("type").asText().equals("number")
        && (properties.size() == 1 || properties.has("crs"));
  }

  private static Optional<FieldKind> geoJson(String format, JsonNode properties) {
    boolean typed = properties.has("type");
    if (format.equals("geojson-feature-collection") || (typed && properties.has("features"))) {
      return Optional.of(FieldKind.FEATURES);
    }
    if (format.equals("geojson-feature") || (typed && properties.has("geometry"))) {
      return Optional.of(FieldKind.FEATURE);
    }
    return format.startsWith("geojson-") || (typed && properties.has("coordinates"))
        ? Optional.of(FieldKind.GEOMETRY)
        : Optional.empty();
  }

  private FormField text(Head head, JsonNode schema) {
    FieldKind kind =
        switch (schema.path("format").asText()) {
          case "date" -> FieldKind.DATE;
          case "date-time" -> FieldKind.INSTANT;
          case "time" -> FieldKind.TIME;
          case "uri" -> FieldKind.URI;
          default -> schema.has("contentMediaType") ? FieldKind.DOCUMENT : FieldKind.TEXT;
        };
    return field(head, kind, schema, List.of(), FileFields.mediaTypes(schema));
  }

  private FormField file(Head head, FileFields.Found found, JsonNode schema) {
    return field(head, found.kind(), schema, List.of(), found.mediaTypes());
  }

  private FormField plain(Head head, FieldKind kind, JsonNode schema) {
    return field(head, kind, schema, List.of(), List.of());
  }

  private static String key(Head head, int part) {
    return head.key() + "-" + part;
  }

  private static boolean saysNoMore(String description, String title) {
    return description == null || description.replaceFirst("[.]$", "").equals(title);
  }

  private static FormField field(
      Head head, FieldKind kind, JsonNode schema, List<FormField> parts, List<String> mediaTypes) {
    String description = head.description();
    return new FormField(
        head.name(),
        head.key(),
        head.title(),
        saysNoMore(description, head.title()) ? null : description,
        kind,
        head.required(),
        head.secret(),
        schema.get("default"),
        FieldLimits.of(schema, head.unit()),
        list(schema.path("enum")),
        mediaTypes,
        parts);
  }
}
