package org.periplus.job.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periplus.job.step.UsageSamples.Sample;

class UsageSamplesTest {

  @Test
  void keepsAtMostTwoHundredWithTheFirstAndTheLastAndTheHighestMemory() {
    UsageSamples samples = new UsageSamples();

    for (int i = 0; i < 5_000; i++) {
      samples.add(sample(i, i == 1_234 ? 1_000 : 10));
      assertThat(samples.all()).hasSizeLessThanOrEqualTo(200);
      assertThat(samples.all().get(samples.all().size() - 1).at()).isEqualTo(seconds(i));
    }

    assertThat(samples.all()).hasSizeGreaterThan(100);
    assertThat(samples.all().get(0).at()).isEqualTo(seconds(0));
    assertThat(samples.peakMemory()).isEqualTo(1_000);
    assertThat(samples.processorTime()).isEqualTo(seconds(4_999).dividedBy(2));
    List<Long> gaps =
        samples.all().stream()
            .limit(samples.all().size() - 1)
            .map(s -> s.at().toSeconds())
            .toList();
    assertThat(gaps).allMatch(at -> at % 32 == 0);
  }

  @Test
  void goesOnFromARow() {
    UsageSamples before = new UsageSamples();
    for (int i = 0; i < 300; i++) {
      before.add(sample(i, 300 - i));
    }

    UsageSamples after = UsageSamples.of(before.json());
    after.add(sample(300, 1));

    assertThat(after.peakMemory()).isEqualTo(300);
    assertThat(after.all()).contains(sample(0, 300), sample(300, 1));
    assertThat(before.json().toString()).hasSizeLessThan(16_000);
  }

  private static Sample sample(int second, long memory) {
    return new Sample(seconds(second), seconds(second).dividedBy(2), memory);
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
