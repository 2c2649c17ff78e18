package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.Share;

class QuotaAnswerTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:30.200Z");

  @Test
  void aQuotaIsAPolicyWithAWindowAndWhatIsLeft() {
    QuotaAnswer answer =
        new QuotaAnswer(
            new Share(
                Measure.JOBS,
                true,
                Optional.of(10L),
                4,
                Optional.of(Instant.parse("2026-11-28T00:00:00Z")),
                Optional.of(Duration.ofDays(1))));

    assertThat(answer.policy()).isEqualTo("\"tenant-jobs-a-day\";q=10;w=86400");
    assertThat(answer.left(NOW)).isEqualTo("\"tenant-jobs-a-day\";r=6;t=43170");
    assertThat(answer.details().toString())
        .isEqualTo("{policy=tenant-jobs-a-day, limit=10, used=4, resets=2026-11-28T00:00:00Z}");
  }

  @Test
  void whatNeverBeginsAnewHasNoTime() {
    QuotaAnswer answer =
        new QuotaAnswer(
            new Share(
                Measure.STORED_BYTES,
                false,
                Optional.of(10L),
                14,
                Optional.empty(),
                Optional.empty()));

    assertThat(answer.policy()).isEqualTo("\"user-stored-bytes\";q=10");
    assertThat(answer.left(NOW)).isEqualTo("\"user-stored-bytes\";r=0");
  }
}
