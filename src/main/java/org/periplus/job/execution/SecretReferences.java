package org.periplus.job.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.periplus.process.input.InvalidInputException;
import org.periplus.process.input.InvalidInputException.Problem;
import org.periplus.security.credential.UsableCredentials;

/**
 * Inputs with the values of the named secrets in the places of their names, {@code {"$secret":
 * "NAME"}}; an input with one in it is secret as a whole.
 *
 * @param inputs with the values
 * @param names the inputs that have one
 */
record SecretReferences(ObjectNode inputs, Set<String> names) {

  private static final String REFERENCE = "$secret";

  /**
   * Finds all references.
   *
   * @throws InvalidInputException if one names no secret
   */
  static SecretReferences in(ObjectNode given, UsableCredentials credentials) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> input : given.properties()) {
      if (hasReference(input.getValue())) {
        names.add(input.getKey());
      }
    }
    if (names.isEmpty()) {
      return new SecretReferences(given, Set.of());
    }
    ObjectNode inputs = given.objectNode();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> input : given.properties()) {
      String name = input.getKey();
      inputs.set(
          name,
          names.contains(name)
              ? replaced(name, input.getValue(), credentials, problems)
              : input.getValue());
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new SecretReferences(inputs, Set.copyOf(names));
  }

  private static boolean isReference(JsonNode value) {
    return value.size() == 1 && value.path(REFERENCE).isTextual();
  }

  private static boolean hasReference(JsonNode value) {
    if (isReference(value)) {
      return true;
    }
    for (JsonNode child : value) {
      if (hasReference(child)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode replaced(
      String input, JsonNode value, UsableCredentials credentials, List<Problem> problems) {
    if (isReference(value)) {
      String name = value.get(REFERENCE).textValue();
      return credentials
          .input(name)
          .<JsonNode>map(TextNode::valueOf)
          .orElseGet(
              () -> {
                problems.add(new Problem(input, unknown(input, name)));
                return value;
              });
    }
    if (value instanceof ArrayNode array) {
      ArrayNode all = array.arrayNode(array.size());
      array.forEach(element -> all.add(replaced(input, element, credentials, problems)));
      return all;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode all = object.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  all.set(
                      member.getKey(), replaced(input, member.getValue(), credentials, problems)));
      return all;
    }
    return value;
  }

  private static String unknown(String input, String name) {
    return ("Input '%s' names the secret '%s', but neither you nor the tenant has one of that name"
            + " for inputs; GET /secrets tells which there are.")
        .formatted(input, name.length() > 100 ? name.substring(0, 100) + "…" : name);
  }
}
