package org.periplus.process.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.configuration.JsonLimits;
import org.periplus.process.description.OpenApiSchema;

/**
 * The schema of one input: JSON, or strings whose {@code contentMediaType} says what they hold, or
 * a choice ({@code oneOf}) of both, of which the media type of a value picks those that count: Part
 * 1, {@code /req/ogc-process-description/input-mixed-type} and {@code
 * /req/core/process-execute-input-inline-mixed}.
 */
final class ValueSchema {

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.usual().factory());
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  /** Stops at the first mistake: all of them can be made to fill the memory. */
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder()
          .typeLoose(false)
          .formatAssertionsEnabled(true)
          .failFast(true)
          .build();

  private static final Comparator<ValidationMessage> DEPTH =
      Comparator.comparingInt(message -> message.getInstanceLocation().getNameCount());

  private static final String MEDIA_TYPE = "contentMediaType";

  private final List<JsonNode> alternatives = new ArrayList<>();

  /**
   * A value that fits.
   *
   * @param bytes what a string of base64 stands for; empty for a value that is JSON
   */
  record Fit(JsonNode value, Optional<Bytes> bytes) {}

  /**
   * @param base64 the bytes as they came, without white space
   */
  record Bytes(String base64, String mediaType) {}

  ValueSchema(JsonNode schema) {
    if (schema.path("oneOf").isArray()) {
      schema.get("oneOf").forEach(alternatives::add);
    } else {
      alternatives.add(schema);
    }
  }

  /** Whether values of this media type, or of any when there is none, are files of bytes. */
  boolean takesBytes(Optional<String> mediaType) {
    return of(mediaType).stream().anyMatch(ValueSchema::isBytes);
  }

  /**
   * Checks that a link of this media type can be for this input.
   *
   * @throws MismatchException if no alternative is of that type
   */
  void checkType(Optional<String> mediaType) throws MismatchException {
    if (of(mediaType).isEmpty()) {
      throw new MismatchException(
          "the media type '%s' is none of %s".formatted(mediaType.orElse(""), mediaTypes()));
    }
  }

  /**
   * Checks a value.
   *
   * @param encoded whether it is a string of base64
   * @throws MismatchException if it fits no alternative of that media type
   */
  Fit fit(JsonNode written, Optional<String> mediaType, boolean encoded) throws MismatchException {
    checkType(mediaType);
    List<JsonNode> choice = of(mediaType);
    boolean bytes = choice.stream().anyMatch(ValueSchema::isBytes);
    JsonNode value = encoded && !bytes ? decoded(written, mediaType) : written;
    if (mediaType.isEmpty() && value.isTextual()) {
      // Nothing tells one string from another: the first kind of content is meant.
      choice = withOneContent(choice);
    }
    validate(value, choice);
    if (!value.isTextual()) {
      return new Fit(value, Optional.empty());
    }
    Optional<JsonNode> content = choice.stream().filter(ValueSchema::isBytes).findFirst();
    return new Fit(
        value,
        content.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Bytes(
                    base64(value.textValue()),
                    mediaType.orElseGet(
                        () -> content.get().path(MEDIA_TYPE).asText("application/octet-stream")))));
  }

  private List<JsonNode> of(Optional<String> mediaType) {
    return mediaType.isEmpty()
        ? alternatives
        : alternatives.stream().filter(each -> isOf(each, mediaType.get())).toList();
  }

  private static boolean isOf(JsonNode alternative, String mediaType) {
    String wanted = essence(mediaType);
    return alternative.has(MEDIA_TYPE)
        ? essence(alternative.get(MEDIA_TYPE).asText()).equals(wanted)
        : wanted.endsWith("json") || (wanted.startsWith("text/") && !isStructured(alternative));
  }

  private static boolean isStructured(JsonNode alternative) {
    return alternative.path("type").asText().matches("object|array");
  }

  private static boolean isBytes(JsonNode alternative) {
    return alternative.path("contentEncoding").isTextual()
        || alternative.path("format").asText().matches("byte|binary");
  }

  private static List<JsonNode> withOneContent(List<JsonNode> choice) {
    Optional<JsonNode> first = choice.stream().filter(each -> each.has(MEDIA_TYPE)).findFirst();
    return choice.stream()
        .filter(each -> !each.has(MEDIA_TYPE) || each.equals(first.orElseThrow()))
        .toList();
  }

  private static JsonNode decoded(JsonNode written, Optional<String> mediaType)
      throws MismatchException {
    if (!written.isTextual()) {
      throw new MismatchException("a value with the encoding base64 must be a string");
    }
    byte[] bytes = Base64.getDecoder().decode(base64(written.textValue()));
    String text = new String(bytes, StandardCharsets.UTF_8);
    return mediaType.map(ValueSchema::essence).filter(type -> type.endsWith("json")).isPresent()
        ? json(text)
        : TextNode.valueOf(text);
  }

  private static JsonNode json(String text) throws MismatchException {
    try {
      return MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      throw new MismatchException(JsonLimits.words(e));
    } catch (JsonProcessingException e) {
      throw new MismatchException("it is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String base64(String text) throws MismatchException {
    String bare = text.replaceAll("\\s", "");
    try {
      Base64.getDecoder().decode(bare);
      return bare;
    } catch (IllegalArgumentException e) {
      throw new MismatchException("its value is not base64: " + e.getMessage());
    }
  }

  private static void validate(JsonNode value, List<JsonNode> choice) throws MismatchException {
    Optional<ValidationMessage> deepest = Optional.empty();
    int fitting = 0;
    for (JsonNode alternative : choice) {
      Optional<ValidationMessage> wrong =
          FACTORY
              .getSchema(OpenApiSchema.asJsonSchema(alternative), STRICT)
              .validate(value)
              .stream()
              .max(DEPTH);
      fitting += wrong.isEmpty() ? 1 : 0;
      deepest = Stream.of(deepest, wrong).flatMap(Optional::stream).max(DEPTH);
    }
    if (fitting == 0) {
      throw new MismatchException(deepest.orElseThrow().getMessage().replaceFirst("^\\$: ", ""));
    }
    if (fitting > 1) {
      throw new MismatchException("it fits " + fitting + " of its schemas, and must fit one");
    }
    if (holdsFile(value)) {
      throw new MismatchException("an object with 'class': 'File' or 'Directory' is CWL's");
    }
  }

  /** Jobs take such objects for files, wherever they stand. */
  private static boolean holdsFile(JsonNode value) {
    if (value instanceof ObjectNode && value.path("class").asText().matches("File|Directory")) {
      return true;
    }
    for (JsonNode part : value) {
      if (holdsFile(part)) {
        return true;
      }
    }
    return false;
  }

  private List<String> mediaTypes() {
    return alternatives.stream()
        .map(each -> each.path(MEDIA_TYPE).asText("application/json"))
        .distinct()
        .toList();
  }

  private static String essence(String mediaType) {
    return mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }
}
