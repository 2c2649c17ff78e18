package org.periplus.process.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.periplus.configuration.JsonLimits;
import org.periplus.cwl.value.GivenMediaType;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.input.FileReference;
import org.periplus.process.input.InputProblems;

/**
 * From the {@code inputs} of an execute request to the input object of a built-in process, by the
 * schemas of its description: Part 1, {@code /req/core/process-execute-input-validation}. What is
 * given by reference is checked when it has been fetched. Immutable.
 */
public final class BuiltInInputs {

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonLimits.usual().factory());
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SHOWN = 120;

  private final ProcessDescription process;
  private final long largestDocument;

  /**
   * @param largestDocument how many bytes of JSON or text a reference may lead to
   */
  BuiltInInputs(ProcessDescription process, long largestDocument) {
    this.process = process;
    this.largestDocument = largestDocument;
  }

  /**
   * Checks the inputs; what is bytes, or by reference, becomes a CWL File.
   *
   * @throws org.periplus.process.input.InvalidInputException naming each input that is wrong
   */
  public ObjectNode check(ObjectNode given) {
    ObjectNode values = JSON.objectNode();
    InputProblems problems = new InputProblems();
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      if (!process.inputs().containsKey(each.getKey())) {
        problems.unknown(each.getKey(), process.inputs().keySet());
      }
    }
    for (Map.Entry<String, Input> input : process.inputs().entrySet()) {
      String name = input.getKey();
      JsonNode value = given.get(name);
      try {
        if (value != null) {
          values.set(name, occurrences(name, input.getValue(), value));
        } else if (input.getValue().schema().has("default")) {
          values.set(name, input.getValue().schema().get("default"));
        } else if (least(input.getValue()) > 0) {
          throw new MismatchException("it is required, and nothing came");
        }
      } catch (MismatchException e) {
        problems.add(name, () -> sentence(name, value, e));
      }
    }
    problems.throwIfAny();
    return values;
  }

  private static String sentence(String name, JsonNode value, MismatchException problem) {
    String shown = value == null ? "" : value.toString();
    return "Input '%s': %s%s."
        .formatted(
            name,
            problem.getMessage(),
            value == null
                ? ""
                : "; came " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown));
  }

  private static int least(Input input) {
    return input.minOccurs() == null ? 1 : input.minOccurs();
  }

  /** {@code /req/core/process-execute-input-array}: several occurrences are an array. */
  private static JsonNode occurrences(String name, Input input, JsonNode value)
      throws MismatchException {
    int most = input.maxOccurs() == null ? 1 : input.maxOccurs();
    if (most == 1) {
      return occurrence(name, input, value);
    }
    ArrayNode values = JSON.arrayNode();
    if (!value.isArray()) {
      return values.add(occurrence(name, input, value));
    }
    if (value.size() < least(input) || value.size() > most) {
      throw new MismatchException(
          "it must occur %d to %d times, and came %d times"
              .formatted(least(input), most, value.size()));
    }
    for (JsonNode each : value) {
      values.add(occurrence(name, input, each));
    }
    return values;
  }

  private static JsonNode occurrence(String name, Input input, JsonNode written)
      throws MismatchException {
    ValueSchema schema = new ValueSchema(input.schema());
    GivenValue given = GivenValue.of(written);
    if (given instanceof GivenValue.Link link) {
      schema.checkType(link.mediaType());
      if (!FileReference.isAllowed(link.href())) {
        throw new MismatchException("'href' must be a URL that begins with http:// or https://");
      }
      return FileReference.file(link.href(), link.mediaType());
    }
    if (given instanceof GivenValue.Qualified qualified) {
      return qualified(name, schema, qualified);
    }
    return value(name, schema.fit(((GivenValue.Inline) given).value(), Optional.empty(), false));
  }

  /** What looks like a qualified value may be an object that has a member of its own 'value'. */
  private static JsonNode qualified(String name, ValueSchema schema, GivenValue.Qualified given)
      throws MismatchException {
    try {
      ValueSchema.Fit fit = schema.fit(given.value(), given.mediaType(), given.encoded());
      JsonNode value = value(name, fit);
      return fit.bytes().isPresent() ? value : of(given.mediaType(), value);
    } catch (MismatchException e) {
      try {
        return value(name, schema.fit(given.whole(), Optional.empty(), false));
      } catch (MismatchException notItselfEither) {
        throw e;
      }
    }
  }

  /** A value that keeps the media type with which it came. */
  private static JsonNode of(Optional<String> mediaType, JsonNode value) {
    return mediaType.<JsonNode>map(type -> GivenMediaType.wrap(value, type)).orElse(value);
  }

  private static JsonNode value(String name, ValueSchema.Fit fit) {
    return fit.bytes()
        .map(bytes -> (JsonNode) FileReference.bytes(name, bytes.base64(), bytes.mediaType()))
        .orElse(fit.value());
  }

  /** The inputs with the documents, in place of the files, to which references led. */
  ObjectNode resolve(ObjectNode inputs) throws BuiltInFailedException {
    ObjectNode resolved = JSON.objectNode();
    for (Map.Entry<String, JsonNode> input : inputs.properties()) {
      try {
        resolved.set(
            input.getKey(),
            resolve(
                new ValueSchema(process.inputs().get(input.getKey()).schema()), input.getValue()));
      } catch (MismatchException e) {
        throw new BuiltInFailedException(
            "Input '%s': %s.".formatted(input.getKey(), e.getMessage()));
      }
    }
    return resolved;
  }

  private JsonNode resolve(ValueSchema schema, JsonNode value) throws MismatchException {
    if (value.isArray()) {
      ArrayNode items = JSON.arrayNode();
      for (JsonNode item : value) {
        items.add(resolve(schema, item));
      }
      return items;
    }
    if (!value.path("class").asText().equals("File")) {
      return value;
    }
    Optional<String> mediaType = FileReference.mediaType(value);
    if (schema.takesBytes(mediaType)) {
      return value;
    }
    JsonNode document = document(Path.of(value.path("path").asText()));
    return of(mediaType, schema.fit(document, mediaType, false).value());
  }

  /** A document that is no JSON is a string. */
  private JsonNode document(Path file) throws MismatchException {
    try {
      if (Files.size(file) > largestDocument) {
        throw new MismatchException(
            "the document has %d bytes, and may have %d"
                .formatted(Files.size(file), largestDocument));
      }
      String text = Files.readString(file);
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        return TextNode.valueOf(text);
      }
    } catch (IOException e) {
      throw new MismatchException("the document is neither JSON nor text: " + e.getMessage());
    }
  }
}
