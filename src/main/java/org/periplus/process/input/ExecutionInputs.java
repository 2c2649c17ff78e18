package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.process.input.InvalidInputException.Problem;

/**
 * From the {@code inputs} of an execute request to the input object of a CWL process: OGC API -
 * Processes Part 1, "Execute request", values inline, qualified, and by reference.
 */
public final class ExecutionInputs {

  private static final Set<String> QUALIFIERS =
      Set.of("value", "mediaType", "encoding", "schema", "format");

  private ExecutionInputs() {}

  /**
   * Checks the inputs and turns them into CWL values. Defaults are not filled in.
   *
   * @throws InvalidInputException naming each input that is wrong
   */
  public static ObjectNode check(Process process, ObjectNode given) {
    ObjectNode inputs = plain(process, given);
    Map<String, Problem> problems = new TreeMap<>(new InputSchema(process).problems(inputs));
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (InputParameter input : process.inputs()) {
      JsonNode value = inputs.get(input.id());
      if (value == null || problems.containsKey(input.id())) {
        continue;
      }
      try {
        values.set(input.id(), new FileValues(input).convert(input.type(), value));
      } catch (FileValues.RefusedException e) {
        problems.put(
            input.id(), new Problem(input.id(), "Input '" + input.id() + "': " + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      List<Problem> list = new ArrayList<>(problems.values());
      throw new InvalidInputException(list);
    }
    return values;
  }

  /** The inputs without qualifiers; a single value of an array type becomes an array. */
  private static ObjectNode plain(Process process, ObjectNode given) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    given
        .properties()
        .forEach(
            entry -> {
              CwlType type =
                  process
                      .input(entry.getKey())
                      .map(input -> input.type().required())
                      .orElse(CwlType.Primitive.ANY);
              inputs.set(entry.getKey(), plain(type, entry.getValue()));
            });
    return inputs;
  }

  private static JsonNode plain(CwlType type, JsonNode value) {
    if (type instanceof CwlType.Array array) {
      JsonNode inner = qualified(type, value) ? value.get("value") : value;
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      if (inner.isArray()) {
        inner.forEach(item -> items.add(plain(array.items().required(), item)));
        return items;
      }
      return inner.isNull() ? inner : items.add(plain(array.items().required(), value));
    }
    if (!qualified(type, value)) {
      return value;
    }
    return type == CwlType.Primitive.FILE
        ? FileValues.literal((ObjectNode) value).map(JsonNode.class::cast).orElse(value)
        : value.get("value");
  }

  private static boolean qualified(CwlType type, JsonNode value) {
    if (!(value instanceof ObjectNode object) || !object.has("value")) {
      return false;
    }
    boolean ownMember =
        type == CwlType.Primitive.ANY
            || (type instanceof CwlType.Record record
                && record.fields().stream().anyMatch(field -> field.name().equals("value")));
    boolean qualifiersOnly =
        object.properties().stream().allMatch(member -> QUALIFIERS.contains(member.getKey()));
    return qualifiersOnly && !ownMember;
  }
}
