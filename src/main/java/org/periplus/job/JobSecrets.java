package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The inputs of a job that nobody may see in records: those that the CWL requirement {@code
 * cwltool:Secrets} names.
 */
public final class JobSecrets {

  /** What stands in the place of a secret. */
  public static final String HIDDEN = "(secret)";

  private static final String INPUTS = "inputs";

  private final Set<String> names;
  private final Set<String> values = new HashSet<>();

  JobSecrets(Set<String> names, JsonNode inputs) {
    this.names = Set.copyOf(names);
    names.forEach(name -> addTexts(inputs.path(name)));
  }

  private void addTexts(JsonNode node) {
    if (node.isTextual() && !node.textValue().isEmpty()) {
      values.add(node.textValue());
    }
    node.forEach(this::addTexts);
  }

  /** An input object without the values of the secrets. */
  public JsonNode hiddenInInputs(JsonNode inputs) {
    if (names.isEmpty() || !inputs.isObject()) {
      return inputs;
    }
    ObjectNode hidden = inputs.deepCopy();
    names.stream().filter(hidden::has).forEach(name -> hidden.put(name, HIDDEN));
    return hidden;
  }

  /** An execute request without the values of the secrets. */
  public JsonNode hiddenInRequest(JsonNode request) {
    if (names.isEmpty() || !request.has(INPUTS)) {
      return request;
    }
    ObjectNode hidden = request.deepCopy();
    hidden.set(INPUTS, hiddenInInputs(request.get(INPUTS)));
    return hidden;
  }

  /** A value of a step without the texts that are secrets, wherever they were handed on to. */
  public JsonNode hiddenIn(JsonNode value) {
    if (values.isEmpty()) {
      return value;
    }
    if (value.isTextual()) {
      String text = value.textValue();
      for (String secret : values) {
        text = text.replace(secret, HIDDEN);
      }
      return TextNode.valueOf(text);
    }
    if (value instanceof ObjectNode object) {
      ObjectNode hidden = object.objectNode();
      object
          .properties()
          .forEach(member -> hidden.set(member.getKey(), hiddenIn(member.getValue())));
      return hidden;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode hidden = array.arrayNode(array.size());
      array.forEach(element -> hidden.add(hiddenIn(element)));
      return hidden;
    }
    return value;
  }
}
