package org.periplus.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferencesTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final List<String> BOTH = List.of("async-execute", "sync-execute", "dismiss");

  private static Duration patience(List<String> options, String... headers) {
    return Preferences.of(List.of(headers)).patience(options, LONGEST);
  }

  @Test
  void waitsForAProcessThatOffersBothModesUnlessTheClientPrefersOtherwise() {
    assertThat(patience(BOTH)).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "return=minimal")).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "respond-async")).isZero();
    assertThat(patience(BOTH, "respond-async;return=representation")).isZero();
  }

  @Test
  void waitsWhenTheClientPrefersIt() {
    assertThat(patience(BOTH, "respond-sync")).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "return=minimal", "respond-sync")).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "wait=5")).isEqualTo(Duration.ofSeconds(5));
    assertThat(patience(BOTH, "respond-async, wait=10")).isEqualTo(Duration.ofSeconds(10));
    assertThat(patience(BOTH, "Wait = \"7\"")).isEqualTo(Duration.ofSeconds(7));
    assertThat(patience(BOTH, "wait=0, respond-sync")).isZero();
  }

  @Test
  void neverWaitsLongerThanTheServerAllows() {
    assertThat(patience(BOTH, "wait=86400")).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "wait=99999999999999999999")).isEqualTo(LONGEST);
    assertThat(patience(BOTH, "wait=-1, wait=soon")).isEqualTo(LONGEST);
  }

  @Test
  void followsTheModesOfTheProcess() {
    assertThat(patience(List.of("async-execute", "dismiss"), "respond-sync")).isZero();
    assertThat(patience(List.of("async-execute"), "wait=5")).isZero();
    assertThat(patience(List.of("sync-execute"))).isEqualTo(LONGEST);
    assertThat(patience(List.of("sync-execute"), "respond-async")).isEqualTo(LONGEST);
    assertThat(patience(List.of("sync-execute", "async-execute"))).isEqualTo(LONGEST);
    assertThat(patience(List.of("sync-execute", "async-execute"), "respond-async")).isZero();
  }

  @Test
  void repeatsWhatIsHonouredAsTheClientWroteIt() {
    Preferences ofTheField = Preferences.of(List.of("respond-async;return=representation"));
    assertThat(ofTheField.appliedByStatus(Duration.ZERO))
        .contains("respond-async;return=representation");
    Preferences waiting =
        Preferences.of(List.of("respond-async, wait=100", "return=representation"));
    assertThat(waiting.appliedByStatus(LONGEST))
        .contains("respond-async, wait=60, return=representation");
    assertThat(waiting.appliedByResults(LONGEST, true)).contains("wait=60, return=representation");
  }

  @Test
  void saysNothingOfWhatIsNotHonoured() {
    Preferences preferences = Preferences.of(List.of("respond-sync, return=minimal, wait=3"));
    assertThat(preferences.appliedByStatus(Duration.ZERO)).isEmpty();
    assertThat(preferences.appliedByResults(Duration.ofSeconds(3), false))
        .contains("respond-sync, wait=3");
    assertThat(preferences.appliedByResults(true)).contains("return=minimal");
    assertThat(Preferences.of(List.of()).appliedByStatus(LONGEST)).isEmpty();
  }
}
