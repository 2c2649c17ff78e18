package org.periplus.security.quota;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them, and as documents have them. */
public final class Amount {

  private static final double HOUR = Duration.ofHours(1).toMillis();

  private Amount() {}

  /** In the unit of the measure's name: hours of processors are no whole number. */
  public static Number in(Measure measure, long amount) {
    return measure == Measure.PROCESSOR_TIME
        ? (Number) (Math.round(amount / HOUR * 1000) / 1000.0)
        : (Number) amount;
  }

  static String shown(Measure measure, long amount) {
    return measure == Measure.PROCESSOR_TIME
        ? String.format(Locale.ROOT, "%.2f", amount / HOUR)
        : Long.toString(amount);
  }

  static String unit(Measure measure) {
    return switch (measure) {
      case REQUESTS -> "requests a minute";
      case JOBS -> "jobs a day";
      case PROCESSOR_TIME -> "processor hours a month";
      case BYTES -> "bytes a month that jobs may fetch and publish";
      case IMAGES -> "images a month";
      case STORED_BYTES -> "bytes of stored results";
    };
  }
}
