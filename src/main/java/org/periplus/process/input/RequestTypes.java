package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;
import org.periplus.process.description.OpenApiSchema;
import org.periplus.process.description.TypeSchemas;

/**
 * Checks values of a request against CWL types, to which they are as the schemas of a description
 * say. It walks through arrays, records and unions itself and stops at the first place that is
 * wrong: a validator that collects them all can be made to fill the memory. Used by one thread.
 */
final class RequestTypes {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final Map<Primitive, JsonSchema> schemas = new HashMap<>();
  private final IdentityHashMap<CwlType.Record, Set<String>> members = new IdentityHashMap<>();
  private final IdentityHashMap<CwlType.Enumeration, Set<String>> symbols = new IdentityHashMap<>();

  /** The place where a value, which may be null only where the type says so, is not of its type. */
  Optional<Mismatch> check(CwlType type, JsonNode value) {
    if (value.isNull() && type.optional()) {
      return Optional.empty();
    }
    CwlType present = type.required();
    if (present instanceof CwlType.Array array) {
      return items(array, value);
    }
    if (present instanceof CwlType.Record record) {
      return fields(record, value);
    }
    if (present instanceof CwlType.Union union) {
      return alternatives(union, value);
    }
    if (present instanceof CwlType.Enumeration enumeration) {
      return value.isTextual() && symbols(enumeration).contains(value.textValue())
          ? Optional.empty()
          : Optional.of(Mismatch.here("it is none of the values that are allowed"));
    }
    return primitive((Primitive) present, value);
  }

  private Set<String> symbols(CwlType.Enumeration enumeration) {
    return symbols.computeIfAbsent(enumeration, e -> new HashSet<>(e.symbols()));
  }

  private Optional<Mismatch> items(CwlType.Array array, JsonNode value) {
    if (!value.isArray()) {
      return Optional.of(found(value, "array"));
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<Mismatch> wrong = check(array.items(), value.get(i));
      if (wrong.isPresent()) {
        return Optional.of(wrong.get().inside("[" + i + "]"));
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> fields(CwlType.Record record, JsonNode value) {
    if (!value.isObject()) {
      return Optional.of(found(value, "object"));
    }
    Optional<Mismatch> missing = Optional.empty();
    for (CwlType.Field field : record.fields()) {
      JsonNode member = value.get(field.name());
      if (member != null) {
        Optional<Mismatch> wrong = check(field.type(), member);
        if (wrong.isPresent()) {
          return Optional.of(wrong.get().inside("." + field.name()));
        }
      } else if (!field.type().optional()) {
        missing = Optional.of(Mismatch.here("required property '" + field.name() + "' not found"));
      }
    }
    return missing.isPresent() ? missing : unknown(record, value);
  }

  private Optional<Mismatch> unknown(CwlType.Record record, JsonNode value) {
    Set<String> known =
        members.computeIfAbsent(
            record,
            r ->
                r.fields().stream()
                    .map(CwlType.Field::name)
                    .collect(Collectors.toCollection(HashSet::new)));
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!known.contains(member.getKey())) {
        return Optional.of(Mismatch.here("there is no property '" + member.getKey() + "'"));
      }
    }
    return Optional.empty();
  }

  /** Of several alternatives the one that fits furthest says most. */
  private Optional<Mismatch> alternatives(CwlType.Union union, JsonNode value) {
    Mismatch deepest = found(value, "another type");
    for (CwlType alternative : union.alternatives()) {
      if (alternative != Primitive.NULL) {
        Optional<Mismatch> wrong = check(alternative, value);
        if (wrong.isEmpty()) {
          return wrong;
        }
        deepest = wrong.get().depth() > deepest.depth() ? wrong.get() : deepest;
      }
    }
    return Optional.of(deepest);
  }

  private Optional<Mismatch> primitive(Primitive type, JsonNode value) {
    boolean surely =
        switch (type) {
          case ANY -> true;
          case NULL -> value.isNull();
          case BOOLEAN -> value.isBoolean();
          case INT, LONG -> value.isIntegralNumber();
          case FLOAT, DOUBLE -> value.isNumber();
          case STRING -> value.isTextual();
          case FILE, DIRECTORY -> false;
        };
    if (surely) {
      return Optional.empty();
    }
    JsonSchema schema =
        schemas.computeIfAbsent(
            type, t -> FACTORY.getSchema(OpenApiSchema.asJsonSchema(TypeSchemas.of(t))));
    return schema.validate(value).stream()
        .max(Comparator.comparingInt(m -> m.getInstanceLocation().getNameCount()))
        .map(RequestTypes::mismatch);
  }

  private static Mismatch mismatch(ValidationMessage message) {
    String place = message.getInstanceLocation().toString();
    String text = message.getMessage();
    return new Mismatch(
        place.startsWith("$") ? place.substring(1) : place,
        message.getInstanceLocation().getNameCount(),
        text.startsWith(place + ": ") ? text.substring(place.length() + 2) : text);
  }

  private static Mismatch found(JsonNode value, String expected) {
    return Mismatch.here(
        value.getNodeType().name().toLowerCase(Locale.ROOT) + " found, " + expected + " expected");
  }

  /** A type in the words of a message. */
  static String words(CwlType type) {
    if (type instanceof Primitive primitive) {
      return words(primitive);
    }
    if (type instanceof CwlType.Array array) {
      return "an array, each item " + words(array.items());
    }
    if (type instanceof CwlType.Enumeration enumeration) {
      return "one of " + String.join(", ", enumeration.symbols());
    }
    if (type instanceof CwlType.Record record) {
      return "an object with the members "
          + record.fields().stream().map(CwlType.Field::name).collect(Collectors.joining(", "));
    }
    return ((CwlType.Union) type)
        .alternatives().stream().map(RequestTypes::words).collect(Collectors.joining(" or "));
  }

  private static String words(Primitive type) {
    return switch (type) {
      case NULL -> "nothing";
      case BOOLEAN -> "true or false";
      case INT, LONG -> "a whole number";
      case FLOAT, DOUBLE -> "a number";
      case STRING -> "a string";
      case FILE -> "a file (a link with href, a URL, or a CWL File)";
      case DIRECTORY -> "a directory (a link with href, a URL, a STAC object, or a CWL Directory)";
      case ANY -> "any value";
    };
  }
}
