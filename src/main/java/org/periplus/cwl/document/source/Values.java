package org.periplus.cwl.document.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Values of the document as JSON. */
public final class Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Values() {}

  /** The value as it is written. */
  public static JsonNode plain(Node node) {
    return convert(node, Optional.empty());
  }

  /**
   * The value; the relative {@code location} or {@code path} of each File and Directory in it
   * becomes an absolute {@code location} when the document has an address, and formats are
   * expanded.
   */
  public static JsonNode json(Node node, Namespaces namespaces) {
    return convert(node, Optional.of(namespaces));
  }

  private static JsonNode convert(Node node, Optional<Namespaces> files) {
    if (node instanceof Node.Sequence sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.items().forEach(item -> array.add(convert(item, files)));
      return array;
    }
    if (node instanceof Node.Mapping mapping) {
      ObjectNode object = JSON.objectNode();
      mapping.entries().forEach((k, e) -> object.set(k, convert(e.value(), files)));
      if (files.isPresent() && isFile(object)) {
        resolve(object, mapping.place().source(), files.get());
      }
      return object;
    }
    return scalar((Node.Scalar) node);
  }

  public static JsonNode scalar(Node.Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case STRING -> JSON.textNode(text);
      case NULL -> JSON.nullNode();
      case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(text.toLowerCase(Locale.ROOT)));
      case INTEGER -> integer(text);
      case FLOAT -> JSON.numberNode(floating(text));
    };
  }

  private static JsonNode integer(String text) {
    BigInteger value;
    if (text.startsWith("0x")) {
      value = new BigInteger(text.substring(2), 16);
    } else if (text.startsWith("0o")) {
      value = new BigInteger(text.substring(2), 8);
    } else {
      value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    }
    if (value.bitLength() < Integer.SIZE) {
      return JSON.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValue())
        : JSON.numberNode(value);
  }

  private static double floating(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.endsWith(".nan")) {
      return Double.NaN;
    }
    if (plain.endsWith(".inf")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(plain);
  }

  private static boolean isFile(ObjectNode object) {
    String className = object.path("class").asText();
    return className.equals("File") || className.equals("Directory");
  }

  private static void resolve(ObjectNode file, Source source, Namespaces namespaces) {
    JsonNode location = file.get("location");
    JsonNode path = file.get("path");
    if (location != null && location.isTextual()) {
      resolve(file, location.asText(), source);
    } else if (path != null && path.isTextual() && !isExpression(path.asText())) {
      if (resolve(file, Uris.ofPath(path.asText()), source)) {
        file.remove("path");
      }
    }
    JsonNode format = file.get("format");
    if (format != null && format.isTextual()) {
      file.put("format", namespaces.expandIfDeclared(format.asText()));
    }
  }

  private static boolean resolve(ObjectNode file, String reference, Source source) {
    if (reference.startsWith("_:") || isExpression(reference)) {
      return false;
    }
    Optional<URI> resolved = source.resolve(reference);
    resolved.ifPresent(uri -> file.put("location", uri.toString()));
    return resolved.isPresent();
  }

  public static boolean isExpression(String text) {
    return text.contains("$(") || text.contains("${");
  }
}
