package org.periplus.security.identity.oidc.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.LocalUsers;

/** OpenID Connect Back-Channel Logout 1.0, 2.6. */
class LogoutTokensTest {

  private LocalIssuer issuer;
  private LocalUsers users;
  private Issuers issuers;
  private LogoutTokens tokens;

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(0);
    users = new LocalUsers(issuer);
    issuers = users.issuers();
    tokens = new LogoutTokens(issuers);
  }

  @AfterEach
  void stop() {
    issuers.close();
    issuer.close();
  }

  private void refuses(String token) {
    assertThatThrownBy(() -> tokens.check("local", token))
        .isInstanceOf(LoginRefusedException.class);
  }

  private void refuses(JWTClaimsSet.Builder claims) throws Exception {
    refuses(users.logoutToken(claims.build()));
  }

  @Test
  void sayWhoHasLoggedOut() throws Exception {
    assertThat(tokens.check("local", users.logoutToken(users.logout().build())))
        .isEqualTo(
            new LogoutTokens.LoggedOut(
                issuer.url(), Optional.empty(), Optional.of("session-of-ada")));
    assertThat(
            tokens.check(
                "local",
                users.logoutToken(users.logout().subject("4711").claim("sid", null).build())))
        .isEqualTo(new LogoutTokens.LoggedOut(issuer.url(), Optional.of("4711"), Optional.empty()));
  }

  @Test
  void thatProveNothingAreRefused() throws Exception {
    refuses(new PlainJWT(users.logout().build()).serialize());
    String[] parts = users.logoutToken(users.logout().build()).split("\\.", -1);
    refuses("eyJhbGciOiJub25lIn0." + parts[1] + ".");
    refuses(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()));
    for (String text : new String[] {"", "x", "..", "a.b.c"}) {
      refuses(text);
    }
    refuses(users.logout().issuer("https://evil.example"));
    refuses(users.logout().audience("another"));
    refuses(users.logout().claim("sid", null));
    refuses(users.logout().claim("events", null));
    refuses(users.logout().claim("events", Map.of("other", Map.of())));
    refuses(users.logout().claim("nonce", "n"));
    refuses(users.logout().issueTime(null));
    refuses(users.logout().expirationTime(Date.from(Instant.now().minusSeconds(60))));
    assertThatThrownBy(() -> tokens.check("none", users.logoutToken(users.logout().build())))
        .isInstanceOf(LoginRefusedException.class);
  }

  /** An ID token, which each user has, is none. */
  @Test
  void otherTokensOfTheIssuerAreRefused() throws Exception {
    refuses(issuer.signed(issuer.claims().audience(List.of(LocalUsers.CLIENT)).build()));
  }
}
