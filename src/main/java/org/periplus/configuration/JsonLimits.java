package org.periplus.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What JSON from outside may be like, beside its size, which is bounded where it is read.
 * Immutable.
 *
 * @param maxDepth how deep objects and arrays may be nested
 * @param maxDigits how many characters a number may have, and how large its exponent may be
 * @param maxValues how many values, names, and ends of objects and arrays a text may have: memory
 *     is taken for each of them
 */
@Dependent
public record JsonLimits(
    @ConfigProperty(name = "periplus.json.max-depth", defaultValue = "500") int maxDepth,
    @ConfigProperty(name = "periplus.json.max-digits", defaultValue = "1000") int maxDigits,
    @ConfigProperty(name = "periplus.json.max-values", defaultValue = "2000000") long maxValues) {

  @Inject
  public JsonLimits {}

  /** The defaults. */
  public static JsonLimits usual() {
    return new JsonLimits(500, 1000, 2_000_000);
  }

  /**
   * A factory whose parsers end with a {@link StreamConstraintsException} beyond the limits. A
   * string may be as long as the text. Names are not interned, since strangers choose them.
   */
  public JsonFactory factory() {
    return bounded(
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(maxDepth)
            .maxNumberLength(maxDigits)
            .maxTokenCount(maxValues)
            .build());
  }

  /** A factory for what this server has written itself, after it was held against limits. */
  public static JsonFactory ownFactory() {
    return bounded(
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build());
  }

  private static JsonFactory bounded(StreamReadConstraints constraints) {
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    builder
        .streamReadConstraints(constraints)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
    return new Utf8JsonFactory(builder);
  }

  /** What was too much, with the limit, in words that name no class. */
  public static String words(StreamConstraintsException failure) {
    String message = failure.getOriginalMessage();
    int detail = message.indexOf(", from `");
    return detail < 0 ? message.split("; ", -1)[0] : message.substring(0, detail) + ")";
  }

  /** Whether the text is too large, rather than of a kind that is never taken. */
  public static boolean isSize(StreamConstraintsException failure) {
    String message = failure.getOriginalMessage();
    return message.startsWith("Token count") || message.startsWith("Document length");
  }
}
