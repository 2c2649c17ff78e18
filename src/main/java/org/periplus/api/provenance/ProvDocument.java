package org.periplus.api.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PROV document, in two notations.
 *
 * @param namespaces the IRI of each prefix
 */
public record ProvDocument(Map<String, String> namespaces, List<ProvStatement> statements) {

  /** The media type of {@link #notation()}. */
  public static final String NOTATION = "text/provenance-notation";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** As PROV-JSON (W3C member submission of 2013). */
  public ObjectNode json() {
    ObjectNode document = JSON.objectNode();
    namespaces.forEach(document.putObject("prefix")::put);
    int relations = 0;
    for (ProvStatement statement : statements) {
      String id = statement.id().map(ProvName::toString).orElse("_:r" + relations);
      relations += statement.id().isPresent() ? 0 : 1;
      ObjectNode members = document.withObjectProperty(statement.kind()).putObject(id);
      statement
          .arguments()
          .forEach(
              argument ->
                  argument
                      .value()
                      .ifPresent(
                          value -> members.put("prov:" + argument.name(), value.toString())));
      statement.attributes().forEach((name, values) -> members.set(name, json(values)));
    }
    return document;
  }

  private static JsonNode json(List<Object> values) {
    if (values.size() == 1) {
      return json(values.get(0));
    }
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(json(value)));
    return array;
  }

  private static JsonNode json(Object value) {
    if (value instanceof ProvName name) {
      return JSON.objectNode().put("$", name.toString()).put("type", "prov:QUALIFIED_NAME");
    }
    return value instanceof JsonNode literal ? literal : TextNode.valueOf(value.toString());
  }

  /** As PROV-N (W3C recommendation of 2013). */
  public String notation() {
    StringBuilder text = new StringBuilder("document\n");
    namespaces.forEach(
        (prefix, iri) -> {
          if (!prefix.equals("prov") && !prefix.equals("xsd")) { // those two are always there
            text.append("  prefix ").append(prefix).append(" <").append(iri).append(">\n");
          }
        });
    statements.forEach(statement -> text.append("  ").append(notation(statement)).append('\n'));
    return text.append("endDocument\n").toString();
  }

  private static String notation(ProvStatement statement) {
    Stream<String> arguments =
        Stream.concat(
            statement.id().stream().map(ProvName::toString),
            statement.arguments().stream()
                .map(argument -> argument.value().map(Object::toString).orElse("-")));
    String attributes =
        statement.attributes().entrySet().stream()
            .flatMap(
                entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + text(value)))
            .collect(Collectors.joining(", ", ", [", "]"));
    return statement.kind()
        + "("
        + arguments.collect(Collectors.joining(", "))
        + (statement.attributes().isEmpty() ? "" : attributes)
        + ")";
  }

  private static String text(Object value) {
    if (value instanceof ProvName name) {
      return "'" + name + "'";
    }
    JsonNode literal = json(value);
    if (literal.isIntegralNumber()) {
      return literal.toString();
    }
    String type =
        literal.isBoolean() ? " %% xsd:boolean" : literal.isNumber() ? " %% xsd:double" : "";
    return TextNode.valueOf(literal.asText()) + type;
  }
}
