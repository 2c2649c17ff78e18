package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.process.description.OpenApiSchema;
import org.periplus.process.description.ProcessDescriber;
import org.periplus.process.description.TypeSchemas;
import org.periplus.process.input.InvalidInputException.Problem;

/**
 * The JSON Schema of a process's whole {@code inputs} object, composed from what its description
 * publishes for each input. Immutable.
 */
final class InputSchema {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final int SHOWN = 120;

  private final Process process;
  private final JsonSchema schema;

  InputSchema(Process process) {
    this.process = process;
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = whole.putObject("properties");
    ArrayNode required = whole.putArray("required");
    for (InputParameter input : process.inputs()) {
      properties.set(input.id(), ofInput(input));
      if (!ProcessDescriber.mayBeLeftOut(input)) {
        required.add(input.id());
      }
    }
    whole.put("additionalProperties", false);
    schema = FACTORY.getSchema(OpenApiSchema.asJsonSchema(whole));
  }

  /**
   * The bounds of arrays in a description are those that clients of the field know; CWL has none,
   * so an empty array and a long one are taken.
   */
  private static ObjectNode ofInput(InputParameter input) {
    CwlType type = input.type().required();
    ObjectNode schema =
        type instanceof CwlType.Array array
            ? TypeSchemas.array(array.items(), 0)
            : TypeSchemas.of(type);
    return ProcessDescriber.mayBeLeftOut(input) ? schema.put("nullable", true) : schema;
  }

  /** What is wrong with these inputs, by the name of the input. */
  Map<String, Problem> problems(ObjectNode inputs) {
    Map<String, Problem> problems = new TreeMap<>();
    Set<ValidationMessage> messages = schema.validate(inputs);
    messages.stream()
        .filter(message -> message.getInstanceLocation().getNameCount() > 0)
        .collect(Collectors.groupingBy(m -> m.getInstanceLocation().getName(0)))
        .forEach(
            (name, found) -> {
              // The deepest message says most: 'oneOf' and 'anyOf' repeat all their parts above it.
              ValidationMessage deepest =
                  found.stream()
                      .max(Comparator.comparingInt(m -> m.getInstanceLocation().getNameCount()))
                      .orElseThrow();
              problems.put(name, wrong(name, inputs.get(name), deepest));
            });
    messages.stream()
        .filter(message -> message.getInstanceLocation().getNameCount() == 0)
        .map(ValidationMessage::getProperty)
        .forEach(name -> problems.putIfAbsent(name, missingOrUnknown(name)));
    return problems;
  }

  private Problem wrong(String name, JsonNode value, ValidationMessage message) {
    CwlType type = process.input(name).orElseThrow().type();
    String where =
        message.getInstanceLocation().getNameCount() > 1
            ? " (at " + message.getInstanceLocation() + ": " + reason(message) + ")"
            : "";
    return new Problem(
        name,
        "Input '" + name + "': expected " + words(type) + ", came " + shown(value) + where + ".");
  }

  private static String reason(ValidationMessage message) {
    String location = message.getInstanceLocation() + ": ";
    String text = message.getMessage();
    return text.startsWith(location) ? text.substring(location.length()) : text;
  }

  private Problem missingOrUnknown(String name) {
    return process
        .input(name)
        .map(
            input ->
                new Problem(
                    name,
                    "Input '" + name + "': expected " + words(input.type()) + ", nothing came."))
        .orElseGet(
            () ->
                new Problem(
                    name,
                    "There is no input '"
                        + name
                        + "'; the inputs are "
                        + process.inputs().stream()
                            .map(InputParameter::id)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  /** A type in the words of a message. */
  static String words(CwlType type) {
    if (type instanceof CwlType.Primitive primitive) {
      return words(primitive);
    }
    if (type instanceof CwlType.Array array) {
      return "an array, each item " + words(array.items());
    }
    if (type instanceof CwlType.Enumeration enumeration) {
      return "one of " + String.join(", ", enumeration.symbols());
    }
    if (type instanceof CwlType.Record record) {
      return "an object with the members "
          + record.fields().stream().map(CwlType.Field::name).collect(Collectors.joining(", "));
    }
    return ((CwlType.Union) type)
        .alternatives().stream().map(InputSchema::words).collect(Collectors.joining(" or "));
  }

  private static String words(CwlType.Primitive type) {
    return switch (type) {
      case NULL -> "nothing";
      case BOOLEAN -> "true or false";
      case INT, LONG -> "a whole number";
      case FLOAT, DOUBLE -> "a number";
      case STRING -> "a string";
      case FILE -> "a file (a link with href, a URL, or a CWL File)";
      case DIRECTORY -> "a directory (a link with href, a URL, a STAC object, or a CWL Directory)";
      case ANY -> "any value";
    };
  }
}
