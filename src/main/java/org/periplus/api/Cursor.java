package org.periplus.api;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place in a list that {@code next} and {@code prev} links carry; clients need not read it.
 *
 * @param at when what stands there began
 */
public record Cursor(Instant at, UUID id) {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  /** As a query's value. */
  @Override
  public String toString() {
    return at.toEpochMilli() + "_" + id;
  }

  /**
   * Reads one.
   *
   * @throws RequestRefusedException if no link has given that
   */
  public static Cursor read(String parameter, String cursor) {
    Matcher matcher = WRITTEN.matcher(cursor);
    if (matcher.matches()) {
      try {
        return new Cursor(
            Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
            UUID.fromString(matcher.group(2)));
      } catch (IllegalArgumentException e) {
        throw refused(parameter, cursor);
      }
    }
    throw refused(parameter, cursor);
  }

  private static RequestRefusedException refused(String parameter, String cursor) {
    return QueryParameters.refused(parameter, cursor, "what a next or prev link has given");
  }
}
