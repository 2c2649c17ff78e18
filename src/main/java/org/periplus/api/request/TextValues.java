package org.periplus.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.periplus.api.JsonBodies;
import org.periplus.process.description.ProcessDescription.Input;

/**
 * The values of inputs as they are written into a URL: Part 1, 2.0, "KVP-encoded Execute". What
 * does not fit stays text, so that the check of the inputs tells it.
 */
final class TextValues {

  private static final String NUMBER = "-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?";

  private TextValues() {}

  /** The value of an input, of which the parameter came once or several times. */
  static JsonNode of(List<String> texts, Input input) {
    boolean several = input.maxOccurs() != null && input.maxOccurs() > 1;
    if (texts.size() == 1 && !several) {
      return one(texts.get(0), input.schema());
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    List<String> items = texts.size() == 1 ? items(texts.get(0)) : texts;
    items.forEach(item -> values.add(one(item, input.schema())));
    return values;
  }

  private static JsonNode one(String text, JsonNode schema) {
    Set<String> types = types(schema);
    if (schema.toString().contains("ogc-bbox") && text.matches("[-+.,\\deE ]+")) {
      return box(text);
    }
    if (text.matches("(?s)\\s*[\\[{].*") && !types.equals(Set.of("string"))) {
      Optional<JsonNode> json = json(text);
      if (json.isPresent()) {
        return json.get();
      }
    }
    if (types.contains("boolean") && text.matches("true|false")) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if ((types.contains("number") || types.contains("integer")) && text.matches(NUMBER)) {
      return json(text).orElseThrow();
    }
    if (types.contains("array") && !types.contains("string")) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      items(text).forEach(item -> values.add(one(item, schema.path("items"))));
      return values;
    }
    return TextNode.valueOf(text);
  }

  private static ObjectNode box(String text) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    ArrayNode corners = value.putArray("bbox");
    for (String number : text.split(",", -1)) {
      String bare = number.strip();
      corners.add(bare.matches(NUMBER) ? json(bare).orElseThrow() : TextNode.valueOf(bare));
    }
    return value;
  }

  /** The texts between the commas, of which those in braces, brackets or quotes count for none. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    String list = json(text).filter(JsonNode::isArray).isPresent() ? inner(text) : text;
    if (list.isEmpty()) {
      return items;
    }
    int depth = 0;
    boolean quoted = false;
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted = (c == '"') != quoted;
      depth += quoted ? 0 : "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth <= 0 && !quoted) {
        items.add(unquoted(item.toString()));
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(unquoted(item.toString()));
    return items;
  }

  /** An array of JSON without its brackets; several arrays have none around them. */
  private static String inner(String array) {
    String bare = array.strip();
    return bare.substring(1, bare.length() - 1);
  }

  private static String unquoted(String item) {
    return json(item).filter(JsonNode::isTextual).map(JsonNode::textValue).orElse(item);
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.ofNullable(JsonBodies.REQUESTS.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The types that a schema allows, at its top. */
  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.textValue());
    }
    type.forEach(each -> types.add(each.asText()));
    Stream.of("oneOf", "anyOf", "allOf")
        .forEach(choice -> schema.path(choice).forEach(each -> types.addAll(types(each))));
    return types;
  }
}
