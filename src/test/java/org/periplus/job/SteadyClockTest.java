package org.periplus.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant machine = NOON;
  private long passed;
  private final InstantSource clock = new SteadyClock(() -> machine, () -> passed);

  private void pass(Duration time) {
    machine = machine.plus(time);
    passed += time.toNanos();
  }

  @Test
  void goesOnAtTheSameRateWhenTheMachinesClockIsSetBack() {
    assertThat(clock.instant()).isEqualTo(NOON);
    machine = machine.minus(Duration.ofHours(1));
    pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void followsTheMachinesClockThatIsSetRightAgain() {
    assertThat(clock.instant()).isEqualTo(NOON);
    machine = NOON.minusSeconds(60);
    assertThat(clock.instant()).isEqualTo(NOON);
    machine = NOON.plusSeconds(60);
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
  }
}
