package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.guard.BrowserSessions.Finding;
import org.periplus.api.http.CorsConfiguration;
import org.periplus.configuration.DataDirectory;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.LocalUsers;
import org.periplus.security.identity.oidc.OidcConfiguration;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.session.Renewals;
import org.periplus.security.identity.session.SealedEvidence;
import org.periplus.security.identity.session.Session;
import org.periplus.security.identity.session.SessionConfiguration;
import org.periplus.security.identity.session.SessionStore;
import org.periplus.security.identity.session.Sessions;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

class BrowserSessionsTest {

  private static final URI CALLBACK = URI.create("http://localhost:8080/ogc-api/login/local");

  @TempDir private Path folder;

  private LocalIssuer issuer;
  private Issuers issuers;
  private Database database;
  private Sessions sessions;
  private BrowserSessions browsers;
  private String secret;

  @BeforeEach
  void logIn() throws Exception {
    issuer = new LocalIssuer(0);
    LocalUsers users = new LocalUsers(issuer);
    issuers = users.issuers();
    database = TestDatabase.H2.open();
    Logins logins = new Logins(issuers);
    SessionConfiguration configuration = SessionConfiguration.defaults();
    SessionStore store = new SessionStore(database, configuration);
    SealedEvidence seal =
        new SealedEvidence(
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)));
    sessions =
        new Sessions(
            store,
            seal,
            new Renewals(store, seal, logins, configuration, OidcConfiguration.defaults()),
            issuers,
            LocalIssuer.rules(),
            configuration);
    browsers =
        new BrowserSessions(
            sessions,
            logins,
            new SessionCookie(SessionCookieTest.url(null)),
            new CrossSite(
                new CorsConfiguration(
                    Optional.of("https://maps.example.org"), true, Duration.ofHours(1)),
                SessionCookieTest.url(null)));
    Logins.Begun begun = logins.begin("local", CALLBACK, "/ogc-api/");
    secret =
        sessions
            .begin(
                logins.complete(begun.pending(), CALLBACK, users.login(begun.authorization())),
                Optional.empty())
            .orElseThrow()
            .secret();
  }

  @AfterEach
  void stop() {
    database.close();
    issuers.close();
    issuer.close();
  }

  private Finding find(String method, String... headers) {
    List<String> all = new ArrayList<>(List.of(":method", method, "Cookie", "periplus=" + secret));
    all.addAll(List.of(headers));
    HttpServletRequest request =
        Requests.of("127.0.0.1", "localhost:8080", all.toArray(String[]::new));
    return browsers.find(request);
  }

  private String changeToken() {
    return sessions.find(secret).map(Session::changeToken).orElseThrow();
  }

  private static void isSomebody(Finding finding) {
    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Somebody.class,
            found ->
                assertThat(found.session().caller().account().orElseThrow().name())
                    .isEqualTo("ada"));
  }

  @Test
  void areRecognizedByTheirCookie() {
    isSomebody(find("GET"));
    isSomebody(find("GET", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"));
    isSomebody(find("GET", "Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"));
    sessions.end(secret);
    assertThat(find("GET")).isInstanceOf(Finding.Nobody.class);
  }

  @Test
  void aLinkOnAnotherSiteIsFollowedByTheUser() {
    isSomebody(find("GET", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void aChangeNeedsTheTokenOfTheirPages(String method) {
    isSomebody(find(method, "X-CSRF-Token", changeToken()));
    for (String token : new String[] {"", "x", secret, changeToken() + "x"}) {
      assertThat(find(method, "X-CSRF-Token", token))
          .isInstanceOfSatisfying(
              Finding.Refused.class,
              refused -> assertThat(refused.refusal().status()).isEqualTo(403));
    }
    assertThat(find(method)).isInstanceOf(Finding.Refused.class);
  }

  /** Also one that may use the API: it is not the user. */
  @Test
  void scriptsOfOtherOriginsAreNobody() {
    for (String method : new String[] {"GET", "POST"}) {
      for (String[] headers :
          new String[][] {
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"},
            {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"},
            {"Origin", "https://maps.example.org"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"}
          }) {
        List<String> all = new ArrayList<>(List.of("X-CSRF-Token", changeToken()));
        all.addAll(List.of(headers));
        assertThat(find(method, all.toArray(String[]::new)))
            .as(method + " " + String.join(" ", headers))
            .isInstanceOf(Finding.Nobody.class);
      }
    }
    assertThat(
            find(
                "POST",
                "X-CSRF-Token",
                changeToken(),
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate"))
        .isInstanceOf(Finding.Nobody.class);
  }

  @Test
  void aDatabaseThatIsAwayIsNoFaultOfTheUser() {
    database.close();
    assertThat(find("GET"))
        .isInstanceOfSatisfying(
            Finding.Refused.class,
            refused -> assertThat(refused.refusal().status()).isEqualTo(503));
  }
}
