package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Optional;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.Version;

/** Fields that hold a constant or an expression that gives one. */
record Quantities(Fields fields) {

  /** An amount of a resource: whole before v1.2. */
  Optional<JsonNode> amount(String name) {
    Optional<Node> node = fields.node(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = fields.context().version().before(Version.V1_2);
    Optional<JsonNode> value = number(name, node.get());
    if (whole && value.filter(JsonNode::isFloatingPointNumber).isPresent()) {
      fields
          .context()
          .invalid(
              node.get().place(),
              "'%s' must be a whole number in CWL %s; round it or set cwlVersion: v1.2."
                  .formatted(name, fields.context().version()));
    }
    return value;
  }

  /** Tells when two numbers of which one is the least and one the most cannot both be held. */
  void checkOrder(String least, String most) {
    Optional<JsonNode> low = literal(least);
    Optional<JsonNode> high = literal(most);
    if (low.isPresent()
        && high.isPresent()
        && high.get().decimalValue().compareTo(low.get().decimalValue()) < 0) {
      fields
          .context()
          .invalid(
              fields.place(most),
              "'%s' is %s, which is less than '%s', %s. Change one of them."
                  .formatted(most, high.get().asText(), least, low.get().asText()));
    }
  }

  private Optional<JsonNode> literal(String name) {
    return fields
        .node(name)
        .filter(Node.Scalar.class::isInstance)
        .map(node -> Values.scalar((Node.Scalar) node))
        .filter(JsonNode::isNumber);
  }

  /** A whole number that is not negative, or an expression. */
  Optional<JsonNode> count(String name) {
    Optional<Node> node = fields.node(name);
    Optional<JsonNode> value = node.flatMap(n -> number(name, n));
    if (value.filter(JsonNode::isFloatingPointNumber).isPresent()) {
      fields.context().invalid(node.get().place(), "'" + name + "' must be a whole number.");
    }
    return value;
  }

  /** Seconds, a whole number that is not negative. */
  JsonNode timeLimit() {
    fields.require("timelimit");
    Optional<Node> node = fields.node("timelimit");
    Optional<JsonNode> value = node.flatMap(n -> number("timelimit", n));
    if (value.filter(JsonNode::isFloatingPointNumber).isPresent()) {
      fields
          .context()
          .invalid(node.get().place(), "'timelimit' must be a whole number of seconds.");
    }
    return value.orElse(IntNode.valueOf(0));
  }

  /** True, false or an expression. */
  JsonNode switchable(String name) {
    fields.require(name);
    Optional<Node> node = fields.node(name);
    if (node.isEmpty()) {
      return BooleanNode.FALSE;
    }
    if (node.get() instanceof Node.Scalar scalar
        && (scalar.kind() == Node.Scalar.Kind.BOOLEAN || isExpression(scalar))) {
      return Values.scalar(scalar);
    }
    fields.expected("'" + name + "' must be true, false or an expression", node.get());
    return BooleanNode.FALSE;
  }

  private Optional<JsonNode> number(String name, Node node) {
    if (node instanceof Node.Scalar scalar) {
      JsonNode value = Values.scalar(scalar);
      if (isExpression(scalar)) {
        return Optional.of(value);
      }
      if (value.isNumber()) {
        if (value.doubleValue() < 0) {
          fields.context().invalid(node.place(), "'" + name + "' must not be negative.");
        }
        return Optional.of(value);
      }
    }
    fields.expected("'" + name + "' must be a number or an expression", node);
    return Optional.empty();
  }

  private static boolean isExpression(Node.Scalar scalar) {
    return scalar.isString() && Values.isExpression(scalar.text());
  }
}
