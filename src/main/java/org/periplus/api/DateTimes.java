package org.periplus.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Date-times in queries: RFC 3339. */
public final class DateTimes {

  /** RFC 3339, 5.6: four digits of the year, and a zone. */
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}.*");

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private DateTimes() {}

  /**
   * The instant, or the nearest that databases know; empty if it is none.
   *
   * <p>Java has its own idea of RFC 3339: upper case letters, a T in the middle. A plus sign that
   * was not encoded in the query arrives as a space.
   */
  public static Optional<Instant> read(String text) {
    String written = text.strip().replaceFirst(" (\\d{2}:\\d{2})$", "+$1").replaceFirst(" ", "T");
    if (!DATE_TIME.matcher(written).matches()) {
      return Optional.empty();
    }
    try {
      Instant instant = OffsetDateTime.parse(written.toUpperCase(Locale.ROOT)).toInstant();
      return Optional.of(instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
