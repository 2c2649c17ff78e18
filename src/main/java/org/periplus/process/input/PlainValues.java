package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;

/**
 * Takes qualified values for what they stand for, wherever they are in the value of an input: Part
 * 1, schema {@code qualifiedInputValue}. An object that has a member {@code value} of its own is
 * taken bare, too. Used by one thread.
 */
final class PlainValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String VALUE = "value";
  private static final Set<String> QUALIFIERS =
      Set.of(VALUE, "mediaType", "encoding", "schema", "format", "secondaryFiles");

  private final RequestTypes types;

  PlainValues(RequestTypes types) {
    this.types = types;
  }

  /** The value without qualifiers; a single value of an array type becomes an array. */
  JsonNode of(CwlType type, JsonNode value) {
    CwlType present = type.required();
    if (present instanceof CwlType.Array array) {
      return items(array, value);
    }
    if (present instanceof CwlType.Union union) {
      return alternative(union, value);
    }
    if (present instanceof CwlType.Record record) {
      return record(record, value);
    }
    if (!isQualified(value)) {
      return value;
    }
    return present == Primitive.FILE
        ? GivenFiles.literal((ObjectNode) value).map(JsonNode.class::cast).orElse(value)
        : value.get(VALUE);
  }

  private JsonNode items(CwlType.Array array, JsonNode value) {
    boolean qualified = isQualified(value);
    JsonNode inner = qualified ? value.get(VALUE) : value;
    if (inner.isArray()) {
      ArrayNode items = JSON.arrayNode();
      inner.forEach(item -> items.add(of(array.items(), item)));
      boolean oneItem = qualified && types.check(array, items).isPresent();
      return oneItem ? single(array, value) : items;
    }
    return inner.isNull() ? inner : single(array, value);
  }

  private ArrayNode single(CwlType.Array array, JsonNode value) {
    return JSON.arrayNode().add(of(array.items(), value));
  }

  private JsonNode alternative(CwlType.Union union, JsonNode value) {
    for (CwlType alternative : Alternatives.of(union)) {
      JsonNode plain = of(alternative, value);
      if (Alternatives.mayBe(alternative, plain) && types.check(alternative, plain).isEmpty()) {
        return plain;
      }
    }
    return isQualified(value) ? value.get(VALUE) : value;
  }

  /** By a field of its own that is called {@code value} a record looks like a qualified value. */
  private JsonNode record(CwlType.Record record, JsonNode value) {
    if (isQualified(value)) {
      JsonNode inner = members(record, value.get(VALUE));
      boolean ownMember = record.fields().stream().anyMatch(field -> field.name().equals(VALUE));
      if (!ownMember || types.check(record, inner).isEmpty()) {
        return inner;
      }
    }
    return members(record, value);
  }

  private JsonNode members(CwlType.Record record, JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    ObjectNode members = JSON.objectNode();
    members.setAll((ObjectNode) value);
    for (CwlType.Field field : record.fields()) {
      JsonNode member = value.get(field.name());
      if (member != null) {
        members.set(field.name(), of(field.type(), member));
      }
    }
    return members;
  }

  private static boolean isQualified(JsonNode value) {
    return value.isObject()
        && value.has(VALUE)
        && value.properties().stream().allMatch(member -> QUALIFIERS.contains(member.getKey()));
  }
}
