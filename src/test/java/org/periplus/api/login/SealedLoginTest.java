package org.periplus.api.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.security.identity.oidc.login.PendingLogin;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

class SealedLoginTest {

  private static final int LARGEST_COOKIE = 4096;

  @TempDir private Path folder;

  private SecretSeal seal;
  private SealedLogin sealed;

  @BeforeEach
  void makeKey() {
    seal = new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder));
    sealed = new SealedLogin(seal);
  }

  private static PendingLogin pending(String returnTo) {
    return new PendingLogin(
        "sso",
        "s".repeat(43),
        "n".repeat(43),
        "v".repeat(43),
        returnTo,
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void isOpenedByEachServerWithTheKey() {
    for (int length = 0; length < 5; length++) {
      PendingLogin pending = pending("/ogc-api/" + "a".repeat(length));
      String value = sealed.seal(pending);
      assertThat(value).matches("[A-Za-z0-9_-]+");
      assertThat(new SealedLogin(seal).open(value)).contains(pending);
    }
  }

  @Test
  void fitsIntoACookie() {
    assertThat(sealed.seal(pending("/ogc-api/" + "a".repeat(1990))))
        .hasSizeLessThan(LARGEST_COOKIE);
  }

  @Test
  void whatNobodySealedIsNone() {
    String value = sealed.seal(pending("/ogc-api/"));
    for (String text :
        new String[] {
          "",
          "x",
          "A".repeat(200),
          value.substring(1),
          value + "AAAA",
          "B" + value.substring(1),
          "é"
        }) {
      assertThat(sealed.open(text)).as(text).isEmpty();
    }
    // sealed for another place
    assertThat(sealed.open(seal.seal("session/x", "{}").replace('+', '-').replace('/', '_')))
        .isEmpty();
  }
}
