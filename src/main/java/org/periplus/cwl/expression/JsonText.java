package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as text, in the form that string interpolation has: strings as they are, the rest as JSON
 * with sorted keys, a space after each comma and colon.
 */
public final class JsonText {

  private JsonText() {}

  /** A string as it is, anything else as JSON. */
  public static String interpolated(JsonNode value) {
    return value.isTextual() ? value.textValue() : json(value);
  }

  /** A value as JSON. */
  public static String json(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** A number in decimal digits, without an exponent and without zeros that mean nothing. */
  public static String decimal(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.bigIntegerValue().toString();
    }
    double value = number.doubleValue();
    if (!number.isBigDecimal() && (Double.isNaN(value) || Double.isInfinite(value))) {
      return number.asText();
    }
    BigDecimal exact =
        number.isFloat()
            ? new BigDecimal(Float.toString(number.floatValue()))
            : number.decimalValue();
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  private static void write(JsonNode value, StringBuilder out) {
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      String separator = "{";
      for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
        out.append(separator).append(TextNode.valueOf(field.getKey())).append(": ");
        write(field.getValue(), out);
        separator = ", ";
      }
      out.append(value.isEmpty() ? "{}" : "}");
    } else if (value.isArray()) {
      String separator = "[";
      for (JsonNode item : value) {
        out.append(separator);
        write(item, out);
        separator = ", ";
      }
      out.append(value.isEmpty() ? "[]" : "]");
    } else if (value.isNumber()) {
      out.append(decimal(value));
    } else {
      out.append(value);
    }
  }
}
