package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.periplus.container.ContainerUsage;

/** What is read of what a pod says. */
class PodUsageTest {

  @Test
  void readsControlGroupsOfTheSecondVersion() {
    String answer =
        """
        5000000
        anon 3000000
        inactive_file 1000000
        usage_usec 2500000
        user_usec 2000000
        """;

    assertThat(PodUsage.read(answer))
        .contains(new ContainerUsage(Duration.ofMillis(2500), 4_000_000));
  }

  @Test
  void readsControlGroupsOfTheFirstVersion() {
    String answer =
        """
        5000000
        1500000000
        inactive_file 7
        total_inactive_file 2000000
        """;

    assertThat(PodUsage.read(answer))
        .contains(new ContainerUsage(Duration.ofMillis(1500), 3_000_000));
  }

  @Test
  void whatIsNoFigureIsPassedOver() {
    assertThat(PodUsage.read("")).isEmpty();
    assertThat(PodUsage.read("not a number\n<html>\n")).isEmpty();
    assertThat(PodUsage.read("12\nusage_usec -5\n")).isEmpty();
    assertThat(PodUsage.read("99999999999999999999999\n1\n")).isEmpty();
    assertThat(PodUsage.read("10\n20\ninactive_file 999\n"))
        .contains(new ContainerUsage(Duration.ofNanos(20), 0));
    assertThat(PodUsage.read("10\nusage_usec 999999999999999999\n")).isPresent();
  }
}
