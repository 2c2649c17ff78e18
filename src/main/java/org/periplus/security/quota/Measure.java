package org.periplus.security.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What is counted, and for which time. Days and months are those of UTC. */
public enum Measure {
  REQUESTS("requests-a-minute", Period.MINUTE),
  JOBS("jobs-a-day", Period.DAY),
  /** In milliseconds; limits are given in hours. */
  PROCESSOR_TIME("processor-hours-a-month", Period.MONTH),
  /** Fetched for inputs and published as results. */
  BYTES("bytes-a-month", Period.MONTH),
  /** Different images that tools ran in. */
  IMAGES("images-a-month", Period.MONTH),
  /** Of published results that are still there. */
  STORED_BYTES("stored-bytes", Period.ALWAYS);

  /** For which time it is counted. */
  enum Period {
    MINUTE,
    DAY,
    MONTH,
    ALWAYS
  }

  private static final int MINUTE_DIGITS = "2026-01-31T12:00".length();

  private final String key;
  private final Period period;

  Measure(String key, Period period) {
    this.key = key;
    this.period = period;
  }

  /** Its name in the period's row. */
  String period(Instant now) {
    return switch (period) {
      case MINUTE -> now.toString().substring(0, MINUTE_DIGITS);
      case DAY -> date(now).toString();
      case MONTH -> YearMonth.from(date(now)).toString();
      case ALWAYS -> "";
    };
  }

  /** When it begins anew; empty for what is there until somebody removes it. */
  public Optional<Instant> resets(Instant now) {
    return switch (period) {
      case MINUTE -> Optional.of(now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60));
      case DAY -> Optional.of(start(date(now).plusDays(1)));
      case MONTH -> Optional.of(start(date(now).withDayOfMonth(1).plusMonths(1)));
      case ALWAYS -> Optional.empty();
    };
  }

  /** How long it is counted together; empty likewise. */
  Optional<Duration> window(Instant now) {
    return switch (period) {
      case MINUTE -> Optional.of(Duration.ofMinutes(1));
      case DAY -> Optional.of(Duration.ofDays(1));
      case MONTH -> Optional.of(Duration.ofDays(date(now).lengthOfMonth()));
      case ALWAYS -> Optional.empty();
    };
  }

  private static LocalDate date(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Its name in configuration and answers. */
  @Override
  public String toString() {
    return key;
  }
}
