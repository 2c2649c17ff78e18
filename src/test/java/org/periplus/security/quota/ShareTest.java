package org.periplus.security.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareTest {

  private static final Instant NOW = Instant.parse("2024-02-28T23:59:58.500Z");

  private static Share share(Measure measure, long most, long used) {
    return Share.of(measure, false, Optional.of(most), used, NOW);
  }

  @Test
  void periodsAreThoseOfTheCalendarInUtc() {
    assertThat(Measure.REQUESTS.period(NOW)).isEqualTo("2024-02-28T23:59");
    assertThat(Measure.JOBS.period(NOW)).isEqualTo("2024-02-28");
    assertThat(Measure.BYTES.period(NOW)).isEqualTo("2024-02");
    assertThat(Measure.STORED_BYTES.period(NOW)).isEmpty();
    assertThat(Measure.REQUESTS.resets(NOW)).contains(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(Measure.JOBS.resets(NOW)).contains(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(Measure.BYTES.resets(NOW)).contains(Instant.parse("2024-03-01T00:00:00Z"));
    assertThat(Measure.STORED_BYTES.resets(NOW)).isEmpty();
    assertThat(Measure.IMAGES.window(NOW)).contains(Duration.ofDays(29));
  }

  @Test
  void whatIsLeftIsNeverLessThanNothing() {
    assertThat(share(Measure.BYTES, 10, 4).left()).isEqualTo(6);
    assertThat(share(Measure.BYTES, 10, 40).left()).isZero();
    assertThat(Share.of(Measure.BYTES, true, Optional.empty(), 40, NOW).left()).isZero();
  }

  @Test
  void hoursOfProcessorsAreReadAsHours() {
    assertThat(Amount.in(Measure.PROCESSOR_TIME, Duration.ofMinutes(90).toMillis())).isEqualTo(1.5);
    assertThat(Amount.in(Measure.JOBS, 7)).isEqualTo(7L);
    assertThat(share(Measure.PROCESSOR_TIME, 3_600_000, 5_400_000).words())
        .isEqualTo(
            "You have used 1.50 of 1.00 processor hours a month. It begins anew at"
                + " 2024-03-01T00:00:00Z.");
  }
}
