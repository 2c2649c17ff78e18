package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.TypeSchemas;

/**
 * From the {@code inputs} of an execute request to the input object of a CWL process: OGC API -
 * Processes Part 1, "Execute request", values inline, qualified, and by reference.
 */
public final class ExecutionInputs {

  private static final int SHOWN = 120;

  private ExecutionInputs() {}

  /**
   * Checks the inputs and turns them into CWL values. Defaults are not filled in.
   *
   * @param described how often each input may occur
   * @throws InvalidInputException naming the inputs that are wrong
   */
  public static ObjectNode check(Process process, ProcessDescription described, ObjectNode given) {
    return check(process, described.inputs(), given);
  }

  /**
   * Checks the inputs, of which arrays may have any number of items.
   *
   * @throws InvalidInputException naming the inputs that are wrong
   */
  public static ObjectNode check(Process process, ObjectNode given) {
    return check(process, Map.of(), given);
  }

  private static ObjectNode check(Process process, Map<String, Input> described, ObjectNode given) {
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
        check(input, Optional.ofNullable(described.get(input.id())), value, types, problems)
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
      InputParameter input,
      Optional<Input> described,
      JsonNode given,
      RequestTypes types,
      InputProblems problems) {
    JsonNode value = new PlainValues(types).of(input.type(), given);
    boolean none = value.isNull() && ProcessDescriber.mayBeLeftOut(input);
    Optional<Mismatch> wrong = none ? Optional.empty() : types.check(input.type(), value);
    if (wrong.isPresent()) {
      problems.add(
          input.id(),
          wrong.get().pointer(),
          () -> sentence(input, came(input, value, wrong.get())));
      return Optional.empty();
    }
    try {
      described.ifPresent(bounds -> checkOccurrences(input.type(), bounds, value));
      checkMediaType(input, given);
      return Optional.of(new GivenFiles(types).convert(input, value));
    } catch (GivenFiles.RefusedException e) {
      problems.add(input.id(), () -> "Input '" + input.id() + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Part 1, {@code minOccurs} and {@code maxOccurs}: arrays are occurrences of their items. */
  private static void checkOccurrences(CwlType type, Input described, JsonNode value) {
    int least = described.minOccurs() == null ? 1 : described.minOccurs();
    int most = described.maxOccurs() == null ? Integer.MAX_VALUE : described.maxOccurs();
    if (type.required() instanceof CwlType.Array
        && value.isArray()
        && (value.size() < least || value.size() > most)) {
      throw new GivenFiles.RefusedException(
          "expected %d to %d items, came %d.".formatted(least, most, value.size()));
    }
  }

  /** A qualified value of a File says of which media type it is. */
  private static void checkMediaType(InputParameter input, JsonNode given) {
    if (TypeSchemas.holdsFiles(input.type())) {
      InputFormats formats = new InputFormats(input.format());
      formats.of(given.path("mediaType"));
      given.forEach(item -> formats.of(item.path("mediaType")));
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
        + (wrong.path().isEmpty() && !wrong.telling()
            ? ""
            : " (at $." + input.id() + wrong.path() + ": " + wrong.reason() + ")");
  }
}
