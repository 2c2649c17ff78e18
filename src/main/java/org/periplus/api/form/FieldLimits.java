package org.periplus.api.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a field may be; what is not limited is null.
 *
 * @param least the least number
 * @param most the greatest number
 * @param step what numbers are multiples of
 * @param leastItems of a list
 * @param mostItems of a list
 * @param leastLength of a text, in characters
 * @param mostLength of a text, in characters
 * @param pattern a regular expression for all of a text
 * @param unit in which a number is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldLimits(
    String least,
    String most,
    String step,
    Integer leastItems,
    Integer mostItems,
    Integer leastLength,
    Integer mostLength,
    String pattern,
    String unit) {

  private static final Set<Long> RANGES =
      Set.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

  /** The limits of a schema. What numbers of 32 and 64 bits can be is none that a reader needs. */
  static FieldLimits of(JsonNode schema, Optional<String> unit) {
    return new FieldLimits(
        number(schema.path("minimum")),
        number(schema.path("maximum")),
        number(schema.path("multipleOf")),
        count(schema.path("minItems")),
        count(schema.path("maxItems")),
        count(schema.path("minLength")),
        count(schema.path("maxLength")),
        schema.path("pattern").textValue(),
        unit.orElse(null));
  }

  FieldLimits withItems(Integer newLeast, Integer newMost) {
    return new FieldLimits(
        least, most, step, newLeast, newMost, leastLength, mostLength, pattern, unit);
  }

  private static String number(JsonNode limit) {
    if (!limit.isNumber()
        || (limit.isIntegralNumber()
            && limit.canConvertToLong()
            && RANGES.contains(limit.longValue()))) {
      return null;
    }
    return limit.decimalValue().toString();
  }

  private static Integer count(JsonNode limit) {
    return limit.canConvertToInt() ? Integer.valueOf(limit.intValue()) : null;
  }
}
