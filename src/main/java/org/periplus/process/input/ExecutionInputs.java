package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.process.description.ProcessDescriber;

/**
 * From the {@code inputs} of an execute request to the input object of a CWL process: OGC API -
 * Processes Part 1, "Execute request", values inline, qualified, and by reference.
 */
public final class ExecutionInputs {

  private static final Set<String> QUALIFIERS =
      Set.of("value", "mediaType", "encoding", "schema", "format");

  private static final int SHOWN = 120;

  private ExecutionInputs() {}

  /**
   * Checks the inputs and turns them into CWL values. Defaults are not filled in.
   *
   * @throws InvalidInputException naming the inputs that are wrong
   */
  public static ObjectNode check(Process process, ObjectNode given) {
    InputProblems problems = new InputProblems();
    RequestTypes types = new RequestTypes();
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    Set<String> known = new LinkedHashSet<>();
    for (InputParameter input : process.inputs()) {
      known.add(input.id());
      JsonNode value = given.get(input.id());
      if (value == null && !ProcessDescriber.mayBeLeftOut(input)) {
        problems.add(input.id(), () -> sentence(input, "nothing came"));
      } else if (value != null) {
        check(input, plain(input.type().required(), value), types, problems)
            .ifPresent(converted -> values.set(input.id(), converted));
      }
    }
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      if (!known.contains(each.getKey())) {
        problems.unknown(each.getKey(), known);
      }
    }
    problems.throwIfAny();
    return values;
  }

  /** The CWL value of one input; empty after a problem was told. */
  private static Optional<JsonNode> check(
      InputParameter input, JsonNode value, RequestTypes types, InputProblems problems) {
    boolean none = value.isNull() && ProcessDescriber.mayBeLeftOut(input);
    Optional<Mismatch> wrong = none ? Optional.empty() : types.check(input.type(), value);
    if (wrong.isPresent()) {
      problems.add(input.id(), () -> sentence(input, came(input, value, wrong.get())));
      return Optional.empty();
    }
    try {
      return Optional.of(new FileValues(input).convert(input.type(), value));
    } catch (FileValues.RefusedException e) {
      problems.add(input.id(), () -> "Input '" + input.id() + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String sentence(InputParameter input, String came) {
    return "Input '%s': expected %s, %s."
        .formatted(input.id(), RequestTypes.words(input.type()), came);
  }

  private static String came(InputParameter input, JsonNode value, Mismatch wrong) {
    String text = value.toString();
    return "came "
        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
        + (wrong.path().isEmpty()
            ? ""
            : " (at $." + input.id() + wrong.path() + ": " + wrong.reason() + ")");
  }

  /** The value without qualifiers; a single value of an array type becomes an array. */
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
