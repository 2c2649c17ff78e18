package org.periplus.configuration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with a unit: {@code 512 KiB}, {@code 10MB}, {@code 2 GiB}, {@code 100
 * B}. Immutable.
 */
public record DataSize(long bytes) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d+)\\s*([KMGT]?)(I?)B");

  /**
   * Reads a size; MicroProfile Config finds this method by its name.
   *
   * @throws IllegalArgumentException if it is not a whole number and a unit
   */
  public static DataSize of(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size: write a whole number and a unit, such as 10 MiB");
    }
    long base = matcher.group(3).isEmpty() ? 1000 : 1024;
    long factor = 1;
    for (int power = "KMGT".indexOf(matcher.group(2));
        !matcher.group(2).isEmpty() && power >= 0; ) {
      factor *= base;
      power--;
    }
    return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor));
  }
}
