package org.periplus.api.form;

import static org.periplus.api.form.FormFields.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells the schemas of files, folders and bytes from others, as descriptions write them. */
final class FileFields {

  private static final String MEDIA_TYPE = "contentMediaType";

  private FileFields() {}

  /** What a schema of files asks for. */
  record Found(FieldKind kind, List<String> mediaTypes) {}

  static Optional<Found> of(JsonNode schema) {
    if (isBytes(schema)) {
      return Optional.of(new Found(FieldKind.BYTES, mediaTypes(schema)));
    }
    List<JsonNode> choice = list(schema.path("oneOf"));
    if (choice.isEmpty()) {
      return Optional.empty();
    }
    if (choice.stream().allMatch(FileFields::isBytes)) {
      return Optional.of(new Found(FieldKind.BYTES, mediaTypes(schema)));
    }
    for (JsonNode each : choice) {
      String className = each.path("properties").path("class").path("enum").path(0).asText();
      if (className.equals("File")) {
        return Optional.of(new Found(FieldKind.FILE, mediaTypes(schema)));
      }
      if (className.equals("Directory")) {
        return Optional.of(new Found(FieldKind.FOLDER, List.of()));
      }
    }
    return result(choice);
  }

  /** An output: a link, or what it would be by value. */
  private static Optional<Found> result(List<JsonNode> choice) {
    JsonNode link = choice.get(0).path("allOf");
    if (!link.path(0).path("$ref").asText().endsWith("/link.yaml")) {
      return Optional.empty();
    }
    List<String> types =
        list(link.path(1).path("properties").path("type").path("enum")).stream()
            .map(JsonNode::asText)
            .toList();
    JsonNode value = choice.get(choice.size() - 1).path("properties").path("value").path("oneOf");
    boolean folder = value.size() == 1 && value.path(0).path("type").asText().equals("object");
    return Optional.of(
        new Found(folder ? FieldKind.FOLDER : FieldKind.FILE, folder ? List.of() : types));
  }

  private static boolean isBytes(JsonNode schema) {
    return schema.path("contentEncoding").isTextual()
        || schema.path("format").asText().matches("byte|binary");
  }

  /** The media types that a schema, or its alternatives, name. */
  static List<String> mediaTypes(JsonNode schema) {
    return Stream.of(schema.findValuesAsText(MEDIA_TYPE)).flatMap(List::stream).distinct().toList();
  }
}
