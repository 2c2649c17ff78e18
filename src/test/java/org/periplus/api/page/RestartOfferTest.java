package org.periplus.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartOfferTest {

  @Test
  void offersTwiceTheMemoryThatWasTooLittle() {
    assertThat(
            RestartOffer.of(
                "Step crop failed with exit code 137: it used more memory than its limit of 512"
                    + " MiB, which was its peak"))
        .isEqualTo(new JobPage.Restart(Optional.of(1024L), Optional.empty()));
  }

  @Test
  void offersTwiceTheTimeThatWasTooShort() {
    assertThat(RestartOffer.of("Step crop failed: it ran longer than its limit of 60 s"))
        .isEqualTo(new JobPage.Restart(Optional.empty(), Optional.of(120L)));
  }

  @Test
  void offersNothingWhereNeitherWasTheReason() {
    assertThat(RestartOffer.of("Step crop failed with exit code 3: no water"))
        .isEqualTo(new JobPage.Restart(Optional.empty(), Optional.empty()));
  }
}
