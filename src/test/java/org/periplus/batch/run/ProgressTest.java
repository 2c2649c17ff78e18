package org.periplus.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final List<Double> told = new ArrayList<>();
  private final Progress job = Progress.ofJob(told::add);

  private double last() {
    return told.get(told.size() - 1);
  }

  @Test
  void partsAddToTheWhole() {
    job.part(0.25).complete();
    assertThat(last()).isEqualTo(0.25);
    job.part(0.5).complete();
    assertThat(last()).isEqualTo(0.75);
  }

  @Test
  void partsOfPartsAddToAllAboveThem() {
    Progress half = job.part(0.5);
    Progress tenth = half.part(0.2);

    tenth.complete();
    assertThat(last()).isCloseTo(0.1, within(1e-9));
    half.complete();
    assertThat(last()).as("its part is not counted twice").isCloseTo(0.5, within(1e-9));
  }

  @Test
  void completingTwiceCountsOnce() {
    Progress half = job.part(0.5);

    half.complete();
    half.complete();

    assertThat(told).containsExactly(0.5);
  }

  @Test
  void aHundredElementsMakeOneWhole() {
    Progress step = job.part(1);
    for (int i = 0; i < 100; i++) {
      step.part(0.01).complete();
    }

    assertThat(last()).isCloseTo(1, within(1e-9)).isLessThanOrEqualTo(1);
    assertThat(told).isSorted();
  }
}
