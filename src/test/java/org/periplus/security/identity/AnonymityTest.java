package org.periplus.security.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnonymityTest {

  private static Optional<String> warning(AnonymousUse use, boolean isBehindProxy) {
    return new Anonymity(Optional.ofNullable(use), false, isBehindProxy).warning();
  }

  @Test
  void theStartWarnsOfAnOpenServerAndOfOneThatServesNobodyYet() {
    assertThat(warning(AnonymousUse.ALL, false).orElseThrow())
        .contains("periplus.security.anonymous=all")
        .doesNotContain("\n");
    assertThat(warning(AnonymousUse.READ, true).orElseThrow()).contains("=read");
    assertThat(warning(null, true).orElseThrow()).contains("serves nobody yet");
    assertThat(warning(AnonymousUse.NONE, true)).isEmpty();
    assertThat(warning(null, false)).isEmpty();
  }

  @Test
  void whereThereIsAnIdentityProviderNobodyMayDoAnythingUnasked() {
    for (boolean isBehindProxy : new boolean[] {true, false}) {
      Anonymity anonymity = new Anonymity(Optional.empty(), true, isBehindProxy);
      for (boolean isLocal : new boolean[] {true, false}) {
        assertThat(anonymity.of(isLocal)).isEqualTo(new Anonymity.Decision.Known(Caller.NOBODY));
      }
      assertThat(anonymity.undecided()).isEmpty();
    }
    assertThat(new Anonymity(Optional.of(AnonymousUse.READ), true, true).of(false))
        .isEqualTo(
            new Anonymity.Decision.Known(
                Caller.anonymous(Optional.of(Role.READER), "periplus.security.anonymous=read")));
  }

  @Test
  void usesAreReadByTheirNames() {
    assertThat(AnonymousUse.of(" execute ")).isEqualTo(AnonymousUse.EXECUTE);
    assertThatThrownBy(() -> AnonymousUse.of("everything"))
        .hasMessage("'everything' is none of the uses none, read, execute and all");
  }
}
