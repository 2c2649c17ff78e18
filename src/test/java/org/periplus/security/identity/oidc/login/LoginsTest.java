package org.periplus.security.identity.oidc.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.LocalUsers;
import org.periplus.security.identity.oidc.ProviderAwayException;

class LoginsTest {

  private static final URI CALLBACK = URI.create("https://eo.example.org/ogc-api/login/local");

  private LocalIssuer issuer;
  private LocalUsers users;
  private Issuers issuers;
  private Logins logins;

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(0);
    users = new LocalUsers(issuer);
    issuers = users.issuers();
    logins = new Logins(issuers);
  }

  @AfterEach
  void stop() {
    issuers.close();
    issuer.close();
  }

  private Logins.Begun begin() {
    return logins.begin("local", CALLBACK, "/ogc-api/jobs");
  }

  private Evidence login() {
    Logins.Begun begun = begin();
    return logins.complete(begun.pending(), CALLBACK, users.login(begun.authorization()));
  }

  @Test
  void leadToTheProviderAndBack() {
    assertThat(logins.providers()).containsExactly("local");
    Logins.Begun begun = begin();
    Map<String, String> query = LocalUsers.query(begun.authorization());
    assertThat(begun.authorization().toString()).startsWith(issuer.url() + "/login?");
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "pages")
        .containsEntry("redirect_uri", CALLBACK.toString())
        .containsEntry("scope", "openid")
        .containsEntry("code_challenge_method", "S256");
    assertThat(query.get("state")).isNotEqualTo(query.get("nonce")).hasSizeGreaterThan(30);
    assertThat(begin().authorization()).isNotEqualTo(begun.authorization());

    Evidence ada = logins.complete(begun.pending(), CALLBACK, users.login(begun.authorization()));
    assertThat(ada.claims().text("sub")).contains("4711");
    assertThat(ada.claims().all()).containsKey("realm_access");
    assertThat(ada.refreshToken()).isPresent();
    assertThat(ada.providerSession()).contains("session-of-ada");
    assertThat(ada.toString()).doesNotContain(ada.idToken());
  }

  private void refuses(Logins.Begun begun, Map<String, String> answer, String because) {
    assertThatThrownBy(() -> logins.complete(begun.pending(), CALLBACK, answer))
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining(because);
  }

  @Test
  void anAnswerCountsOnceAndForWhoBeganItAlone() {
    Logins.Begun mine = begin();
    Logins.Begun theirs = begin();
    Map<String, String> answer = users.login(theirs.authorization());
    refuses(mine, answer, "not to the login that this browser began");
    // The code of another login, with one's own state: PKCE
    answer.put("state", mine.pending().state());
    refuses(mine, answer, "takes this login no longer");

    Map<String, String> own = users.login(mine.authorization());
    logins.complete(mine.pending(), CALLBACK, own);
    refuses(mine, own, "takes this login no longer");
  }

  @Test
  void anAnswerThatIsNotWholeIsRefused() {
    Logins.Begun begun = begin();
    for (String missing : List.of("state", "code", "iss")) {
      Map<String, String> answer = users.login(begun.authorization());
      answer.remove(missing);
      refuses(begun, answer, "");
      answer = users.login(begun.authorization());
      answer.put(missing, "");
      refuses(begun, answer, "");
    }
    Map<String, String> ofOther = users.login(begun.authorization());
    ofOther.put("iss", "https://evil.example");
    refuses(begun, ofOther, "not of the identity provider that was asked");
    refuses(
        begun,
        Map.of(
            "state",
            begun.pending().state(),
            "iss",
            issuer.url(),
            "error",
            "access_denied<script>"),
        "access_denied?script?");
    assertThat(users.asked()).as("codes that were sent on").isLessThanOrEqualTo(1);
  }

  private void refusesIdToken(UnaryOperator<JWTClaimsSet.Builder> change) {
    users.say(change);
    Logins.Begun begun = begin();
    refuses(begun, users.login(begun.authorization()), "");
    users.say(claims -> claims);
  }

  @Test
  void anIdTokenOfAnotherLoginOrForOthersIsRefused() {
    refusesIdToken(claims -> claims.claim("nonce", "of-another-login"));
    refusesIdToken(claims -> claims.claim("nonce", null));
    refusesIdToken(claims -> claims.audience("another"));
    refusesIdToken(claims -> claims.issuer("https://evil.example"));
    refusesIdToken(claims -> claims.subject(null));
    refusesIdToken(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))));
    login();
  }

  @Test
  void aProviderThatIsAwayIsNoFaultOfTheUser() {
    Logins.Begun begun = begin();
    Map<String, String> answer = users.login(begun.authorization());
    for (String body : new String[] {"", "[]", "{}", "<html>", "{\"id_token\": 1}"}) {
      issuer.onPost("/token", (form, authorization) -> body);
      assertThatThrownBy(() -> logins.complete(begun.pending(), CALLBACK, answer))
          .as(body)
          .isInstanceOf(ProviderAwayException.class);
    }
    issuer.onPost(
        "/token",
        (form, authorization) -> {
          throw new LocalIssuer.Refused(500, "");
        });
    assertThatThrownBy(() -> logins.complete(begun.pending(), CALLBACK, answer))
        .isInstanceOf(ProviderAwayException.class);
  }

  @Test
  void theProviderIsAskedAgainWhatItSays() {
    Evidence first = login();
    users.give();
    Evidence second = logins.renew(first).orElseThrow();
    assertThat(second.claims().all().get("realm_access")).isEqualTo(Map.of("roles", List.of()));
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    users.say(claims -> claims.subject("another"));
    assertThat(logins.renew(second)).as("of somebody else").isEmpty();
    users.forget();
    assertThat(logins.renew(second)).isEmpty();
  }

  @Test
  void whereTheProviderGivesNothingToAskWithItCannotBeAsked() {
    users.giveNoRefreshTokens();
    assertThat(logins.renew(login())).isEmpty();
  }

  @Test
  void theLogoutLeadsToTheProvider() {
    Evidence ada = login();
    URI logout = logins.logout(ada, URI.create("https://eo.example.org/ogc-api/")).orElseThrow();
    assertThat(logout.toString()).startsWith(issuer.url() + "/logout?");
    assertThat(LocalUsers.query(logout))
        .containsEntry("id_token_hint", ada.idToken())
        .containsEntry("post_logout_redirect_uri", "https://eo.example.org/ogc-api/");
  }
}
