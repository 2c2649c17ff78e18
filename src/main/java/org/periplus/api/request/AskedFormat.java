package org.periplus.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.periplus.process.description.ProcessDescription.Output;

/** The format in which an execute request wants an output: Part 1, schema {@code format}. */
final class AskedFormat {

  private static final String JSON = "application/json";
  private static final String GEOJSON = "application/geo+json";
  private static final String TEXT = "text/plain";
  private static final List<String> ENCODINGS = List.of("base64", "binary", "utf-8", "utf8");

  private AskedFormat() {}

  /**
   * Checks that an output can have it. Of an output whose description does not say what it is that
   * is seen when it is there.
   *
   * @throws org.periplus.api.RequestRefusedException if it cannot
   */
  static void check(String name, JsonNode format, Output output) {
    if (format.isMissingNode()) {
      return;
    }
    if (!format.isObject() || isNoText(format, "mediaType") || isNoText(format, "encoding")) {
      throw ExecuteRequest.invalid(
          "The format of the output '%s' must be an object whose 'mediaType' and 'encoding' are texts."
              .formatted(name));
    }
    Set<String> there = mediaTypes(output);
    String asked = essence(format.path("mediaType").asText());
    if (!asked.isEmpty() && !there.isEmpty() && there.stream().noneMatch(t -> fits(t, asked))) {
      throw ExecuteRequest.invalid(
          "The output '%s' cannot be %s, only %s."
              .formatted(name, asked, String.join(" or ", there)));
    }
    String encoding = format.path("encoding").asText();
    if (!encoding.isEmpty() && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw ExecuteRequest.invalid(
          "The output '%s' cannot have the encoding '%s', only one of %s."
              .formatted(name, encoding, ENCODINGS));
    }
  }

  private static boolean isNoText(JsonNode format, String member) {
    return format.has(member) && !format.get(member).isTextual();
  }

  /** All kinds of JSON are JSON, and JSON may be of a kind. */
  private static boolean fits(String there, String asked) {
    return there.equals(asked) || (asked.equals(JSON) && there.endsWith("+json"));
  }

  /** Those of a description, without parameters; empty when it does not say. */
  private static Set<String> mediaTypes(Output output) {
    Set<String> types = new TreeSet<>();
    boolean files = output.extendedSchema() != null;
    add(output.schema(), files, types);
    if (files) {
      stated(output.extendedSchema(), types);
    }
    return types;
  }

  /** What is no file is JSON, or text where it is written so. */
  private static void add(JsonNode schema, boolean files, Set<String> types) {
    if (files || schema.has("contentMediaType")) {
      stated(schema, types);
      return;
    }
    for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
      schema.path(choice).forEach(each -> add(each, false, types));
    }
    switch (schema.path("type").asText(schema.has("enum") ? "string" : "")) {
      case "string", "number", "integer", "boolean" -> types.addAll(List.of(JSON, TEXT));
      case "object", "array" -> types.add(JSON);
      default -> {
        if (schema.path("format").asText().startsWith("geojson")) {
          types.add(GEOJSON);
        }
      }
    }
  }

  private static void stated(JsonNode schema, Set<String> types) {
    schema.findValues("contentMediaType").forEach(type -> types.add(essence(type.asText())));
  }

  private static String essence(String mediaType) {
    return mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }
}
