package org.periplus.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares output objects as the CWL project's test runner does: {@code Any} matches everything,
 * locations by their last parts, listings in any order.
 */
final class OutputComparison {

  private OutputComparison() {}

  /** What differs, if anything does. */
  static Optional<String> difference(JsonNode expected, JsonNode actual) {
    return difference("", expected, actual);
  }

  private static Optional<String> difference(String where, JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && expected.asText().equals("Any")) {
      return Optional.empty();
    }
    String className = expected.path("class").asText();
    if (className.equals("File") || className.equals("Directory")) {
      return file(where, expected, actual);
    }
    if (expected.isObject() && actual.isObject()) {
      return object(where, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return array(where, expected, actual);
    }
    boolean equal =
        (expected.isNumber() && actual.isNumber())
            ? expected.doubleValue() == actual.doubleValue()
            : expected.equals(actual);
    return equal ? Optional.empty() : differs(where, expected, actual);
  }

  private static Optional<String> differs(String where, JsonNode expected, JsonNode actual) {
    return Optional.of(where + ": expected " + expected + ", got " + actual);
  }

  private static Optional<String> object(String where, JsonNode expected, JsonNode actual) {
    TreeSet<String> names = new TreeSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      boolean absentAsNull = !expected.has(name) && actual.path(name).isNull();
      if (absentAsNull) {
        continue;
      }
      Optional<String> difference =
          difference(where + "/" + name, orNull(expected, name), orNull(actual, name));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static JsonNode orNull(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null ? NullNode.getInstance() : value;
  }

  private static Optional<String> array(String where, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return differs(where, expected, actual);
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> difference = difference(where + "/" + i, expected.get(i), actual.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> file(String where, JsonNode expected, JsonNode actual) {
    if (!actual.path("class").equals(expected.path("class"))) {
      return differs(where, expected, actual);
    }
    String location = expected.path("location").asText(expected.path("path").asText("Any"));
    if (!location.equals("Any")
        && !lastPart(location).equals(lastPart(actual.path("location").asText()))) {
      return differs(where + "/location", expected, actual);
    }
    for (String field :
        List.of("basename", "checksum", "size", "contents", "format", "secondaryFiles")) {
      if (expected.has(field)) {
        Optional<String> difference =
            field.equals("secondaryFiles")
                ? unordered(where + "/secondaryFiles", expected.path(field), actual.path(field))
                : difference(where + "/" + field, expected.get(field), orNull(actual, field));
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return expected.has("listing")
        ? unordered(where + "/listing", expected.path("listing"), actual.path("listing"))
        : Optional.empty();
  }

  private static String lastPart(String location) {
    String path = location.replaceFirst("/$", "");
    return URLDecoder.decode(
        path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Optional<String> unordered(String where, JsonNode expected, JsonNode actual) {
    List<JsonNode> rest = new ArrayList<>();
    actual.forEach(rest::add);
    for (JsonNode wanted : expected) {
      boolean found = false;
      for (Iterator<JsonNode> each = rest.iterator(); each.hasNext() && !found; ) {
        if (difference(where, wanted, each.next()).isEmpty()) {
          each.remove();
          found = true;
        }
      }
      if (!found) {
        return differs(where, expected, actual);
      }
    }
    return rest.isEmpty() ? Optional.empty() : differs(where, expected, actual);
  }
}
