package org.periplus.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The links of stored results, which lead into the result store, and what clients get instead. */
final class StoredResults {

  /**
   * How the result store's own hrefs begin; a percent-encoded path in the job's results follows.
   */
  private static final String STORE = "store:";

  /** The members of results that may hold such an href. */
  private static final List<String> MEMBERS = List.of("href", "storage:endpoint");

  private StoredResults() {}

  /** The path, in the job's results, of the file that this value links to, if it does. */
  static Optional<String> path(JsonNode value) {
    return stored(value.path("href"));
  }

  /** Whether the value is a file, or a list, perhaps of lists, that has one. */
  static boolean haveFile(JsonNode value) {
    if (!value.isArray()) {
      return path(value).isPresent();
    }
    for (JsonNode item : value) {
      if (haveFile(item)) {
        return true;
      }
    }
    return false;
  }

  /** A tool may have written what looks like an href of the store; such a one is left alone. */
  private static Optional<String> stored(JsonNode href) {
    if (!href.isTextual() || !href.textValue().startsWith(STORE)) {
      return Optional.empty();
    }
    try {
      // Unlike in a form, a plus sign in a path is one.
      String encoded = href.textValue().substring(STORE.length()).replace("+", "%2B");
      String path = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
      return List.of(path.split("/", -1)).contains("..") ? Optional.empty() : Optional.of(path);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The value with links that clients can follow. */
  static JsonNode linked(JsonNode node, FileLinks links) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(linked(item, links)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(member -> copy.set(member.getKey(), linked(member.getValue(), links)));
    for (String member : MEMBERS) {
      stored(object.path(member)).ifPresent(path -> copy.put(member, links.address(path)));
    }
    return copy;
  }
}
