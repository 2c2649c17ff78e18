package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreferencesTest {

  @Test
  void repeatsWhatIsHonouredAsTheClientWroteIt() {
    assertThat(Preferences.applied(List.of("respond-async;return=representation")))
        .contains("respond-async;return=representation");
    assertThat(Preferences.applied(List.of("respond-async, wait=10", "return=representation")))
        .contains("respond-async, return=representation");
  }

  @Test
  void saysNothingOfWhatIsNot() {
    assertThat(Preferences.applied(List.of("respond-sync", "return=minimal"))).isEmpty();
    assertThat(Preferences.applied(List.of())).isEmpty();
  }
}
