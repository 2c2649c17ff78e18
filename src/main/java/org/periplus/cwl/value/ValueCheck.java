package org.periplus.cwl.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Collectors;
import org.periplus.cwl.model.CwlType;

/** Compares values with CWL types. */
public final class ValueCheck {

  private static final int LONGEST_QUOTE = 60;

  /**
   * A value that is not of its type.
   *
   * @param where the place inside the value, such as {@code [1].name}; empty for the value itself
   */
  public record Mismatch(String where, String reason) {}

  private ValueCheck() {}

  public static boolean matches(JsonNode value, CwlType type) {
    return mismatch(value, type).isEmpty();
  }

  /** The first thing that is wrong, if anything is. */
  public static Optional<Mismatch> mismatch(JsonNode value, CwlType type) {
    return check(value, type, "");
  }

  private static Optional<Mismatch> check(JsonNode value, CwlType type, String where) {
    if (type instanceof CwlType.Primitive primitive) {
      return isPrimitive(value, primitive)
          ? Optional.empty()
          : expected(range(primitive, value), value, where);
    }
    if (type instanceof CwlType.Array array) {
      return checkArray(value, array, where);
    }
    if (type instanceof CwlType.Enumeration enumeration) {
      return value.isTextual() && enumeration.symbols().contains(value.textValue())
          ? Optional.empty()
          : expected("one of " + String.join(", ", enumeration.symbols()), value, where);
    }
    if (type instanceof CwlType.Record record) {
      return checkRecord(value, record, where);
    }
    return checkUnion(value, (CwlType.Union) type, where);
  }

  private static Optional<Mismatch> checkArray(JsonNode value, CwlType.Array array, String where) {
    if (!value.isArray()) {
      return expected("an array of " + array.items(), value, where);
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<Mismatch> wrong = check(value.get(i), array.items(), where + "[" + i + "]");
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Mismatch> checkRecord(
      JsonNode value, CwlType.Record record, String where) {
    if (!value.isObject() || FileValues.isFileOrDirectory(value)) {
      return expected(record.toString(), value, where);
    }
    for (CwlType.Field field : record.fields()) {
      JsonNode fieldValue = value.get(field.name());
      String place = where + "." + field.name();
      if (fieldValue == null) {
        if (!acceptsNull(field.type())) {
          return Optional.of(
              new Mismatch(place, "a value of type " + field.type() + " is required"));
        }
        continue;
      }
      Optional<Mismatch> wrong = check(fieldValue, field.type(), place);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Mismatch> checkUnion(JsonNode value, CwlType.Union union, String where) {
    if (union.alternatives().stream().anyMatch(type -> matches(value, type))) {
      return Optional.empty();
    }
    CwlType required = union.required();
    return value.isNull() || required instanceof CwlType.Union
        ? expected(union.toString(), value, where)
        : check(value, required, where);
  }

  /** Whether null is a value of the type. Of {@code Any} it is not. */
  public static boolean acceptsNull(CwlType type) {
    return type == CwlType.Primitive.NULL
        || (type instanceof CwlType.Union union
            && union.alternatives().stream().anyMatch(ValueCheck::acceptsNull));
  }

  private static boolean isPrimitive(JsonNode value, CwlType.Primitive type) {
    return switch (type) {
      case NULL -> value.isNull();
      case BOOLEAN -> value.isBoolean();
      case INT -> value.isIntegralNumber() && fits(value, 31);
      case LONG -> value.isIntegralNumber() && fits(value, 63);
      case FLOAT, DOUBLE -> value.isNumber();
      case STRING -> value.isTextual();
      case FILE -> FileValues.isFile(value);
      case DIRECTORY -> FileValues.isDirectory(value);
      case ANY -> !value.isNull() && !value.isMissingNode();
    };
  }

  /** Says how many bits a number may have, when that is what is wrong with one. */
  private static String range(CwlType.Primitive type, JsonNode value) {
    if (!value.isIntegralNumber()) {
      return type.toString();
    }
    return switch (type) {
      case INT -> "int, which has 32 bits (long has 64)";
      case LONG -> "long, which has 64 bits";
      default -> type.toString();
    };
  }

  private static boolean fits(JsonNode value, int bits) {
    BigInteger number = value.bigIntegerValue();
    return number.bitLength() <= bits;
  }

  private static Optional<Mismatch> expected(String expected, JsonNode value, String where) {
    return Optional.of(new Mismatch(where, "expected " + expected + ", got " + kind(value)));
  }

  /** What a value is, in a few words. */
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "null";
      case BOOLEAN -> "boolean " + value;
      case NUMBER -> (value.isIntegralNumber() ? "int " : "float ") + value;
      case STRING -> "string " + shortened(value.toString());
      case ARRAY ->
          value.isEmpty()
              ? "an empty array"
              : "an array of " + value.size() + " (" + kind(value.get(0)) + ", …)";
      default ->
          FileValues.isFileOrDirectory(value)
              ? "a " + value.path("class").textValue()
              : "an object with "
                  + value.properties().stream()
                      .map(field -> field.getKey())
                      .limit(8)
                      .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
  }
}
