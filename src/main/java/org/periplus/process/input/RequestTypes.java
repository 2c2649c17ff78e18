package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  private static final Map<Primitive, String> RANGES =
      Map.of(
          Primitive.INT, Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
          Primitive.LONG, Long.MIN_VALUE + " to " + Long.MAX_VALUE,
          Primitive.FLOAT, -Float.MAX_VALUE + " to " + Float.MAX_VALUE,
          Primitive.DOUBLE, -Double.MAX_VALUE + " to " + Double.MAX_VALUE);

  private final Map<Primitive, JsonSchema> schemas = new HashMap<>();
  private final IdentityHashMap<CwlType.Enumeration, Symbols> symbols = new IdentityHashMap<>();

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
      return value.isTextual() && symbols(enumeration).find(value.textValue()).isPresent()
          ? Optional.empty()
          : Optional.of(Mismatch.here("it is none of the values that are allowed"));
    }
    return primitive((Primitive) present, value);
  }

  Symbols symbols(CwlType.Enumeration enumeration) {
    return symbols.computeIfAbsent(enumeration, Symbols::of);
  }

  /** The alternative of which a value is. */
  Optional<CwlType> fitting(CwlType.Union union, JsonNode value) {
    return Alternatives.of(union).stream()
        .filter(type -> Alternatives.mayBe(type, value) && check(type, value).isEmpty())
        .findFirst()
        .or(
            () ->
                Alternatives.of(union).stream()
                    .filter(type -> check(type, value).isEmpty())
                    .findFirst());
  }

  private Optional<Mismatch> items(CwlType.Array array, JsonNode value) {
    if (!value.isArray()) {
      return Optional.of(found(value, "array"));
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<Mismatch> wrong = check(array.items(), value.get(i));
      if (wrong.isPresent()) {
        return Optional.of(wrong.get().inItem(i));
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
          return Optional.of(wrong.get().inMember(field.name()));
        }
      } else if (!field.type().optional()) {
        missing =
            missing.or(() -> Optional.of(Mismatch.here("it is missing").inMember(field.name())));
      }
    }
    return missing;
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
          case INT -> value.canConvertToInt() && value.isIntegralNumber();
          case LONG -> value.canConvertToLong() && value.isIntegralNumber();
          case FLOAT -> value.isNumber() && Math.abs(value.doubleValue()) <= Float.MAX_VALUE;
          case DOUBLE -> value.isNumber() && Math.abs(value.doubleValue()) <= Double.MAX_VALUE;
          case STRING -> value.isTextual();
          case FILE, DIRECTORY -> false;
        };
    if (surely) {
      return Optional.empty();
    }
    boolean fraction = type == Primitive.FLOAT || type == Primitive.DOUBLE;
    if (RANGES.containsKey(type) && (fraction ? value.isNumber() : value.isIntegralNumber())) {
      return Optional.of(Mismatch.beyond(RANGES.get(type)));
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
        pointer(message.getInstanceLocation()),
        message.getInstanceLocation().getNameCount(),
        text.startsWith(place + ": ") ? text.substring(place.length() + 2) : text,
        false);
  }

  private static String pointer(JsonNodePath place) {
    return IntStream.range(0, place.getNameCount())
        .mapToObj(i -> InputPath.of(place.getElement(i).toString()))
        .collect(Collectors.joining());
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
