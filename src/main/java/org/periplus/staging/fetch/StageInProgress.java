package org.periplus.staging.fetch;

import java.util.Locale;

/**
 * How far the downloads of a job are.
 *
 * @param bytes how many have come
 * @param total how many will have come in the end, as far as the servers have said by now
 */
public record StageInProgress(long bytes, long total) {

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  /** In words: {@code StageInFactory 1.2 of 3.4 GB}. */
  public String describe() {
    int unit = 0;
    double divisor = 1;
    while (unit + 1 < UNITS.length && total >= divisor * 1000) {
      divisor *= 1000;
      unit++;
    }
    String format = unit == 0 ? "%.0f" : "%.1f";
    return String.format(
        Locale.ROOT,
        "Fetching " + format + " of " + format + " %s",
        bytes / divisor,
        total / divisor,
        UNITS[unit]);
  }
}
