package org.periplus.security.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Role;

/** Tokens that say nothing themselves: RFC 7662. */
class IntrospectionTest {

  private final String ada =
      """
      {"active": true, "sub": "4711", "username": "ada", "preferred_username": "ada", "aud": "periplus",
       "realm_access": {"roles": ["periplus-executor"]}, "exp": %d}
      """
          .formatted(Instant.now().plusSeconds(300).getEpochSecond());

  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<String, String> known = new ConcurrentHashMap<>(Map.of("opaque", ada));
  private LocalIssuer issuer;
  private Issuers issuers;
  private Tokens tokens;

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(0);
    issuer.onPost(
        "/introspect",
        (form, authorization) -> {
          asked.incrementAndGet();
          String credentials = Base64.getEncoder().encodeToString("pages:hidden".getBytes(UTF_8));
          if (!authorization.equals("Basic " + credentials)) {
            throw new LocalIssuer.Refused(401, "{\"error\":\"invalid_client\"}");
          }
          return known.getOrDefault(form.get("token"), "{\"active\":false}");
        });
    tokens = tokens(Introspects.OPAQUE, "hidden", 100);
  }

  @AfterEach
  void stop() {
    issuers.close();
    issuer.close();
  }

  private Tokens tokens(Introspects introspects, String secret, int cacheSize) {
    if (issuers != null) {
      issuers.close();
    }
    OidcConfiguration usual = OidcConfiguration.defaults();
    OidcConfiguration configuration =
        new OidcConfiguration(
            usual.allow(),
            usual.timeout(),
            usual.maxTokenSize(),
            usual.keysLifetime(),
            usual.refreshInterval(),
            usual.retryDelay(),
            usual.maxOutage(),
            usual.introspectionLifetime(),
            cacheSize);
    issuers =
        new Issuers(
            List.of(
                new IssuerConfiguration(
                    "local",
                    issuer.url(),
                    Set.of(LocalIssuer.AUDIENCE),
                    Set.of(JWSAlgorithm.RS256),
                    Duration.ofSeconds(30),
                    Set.of(),
                    Optional.empty(),
                    Optional.of(new IssuerClient("pages", Optional.of(secret), true, List.of())),
                    introspects)),
            configuration,
            EgressConfiguration.defaults().allowing("127.0.0.1"),
            nanoTime::get);
    return new Tokens(issuers, configuration, LocalIssuer.rules());
  }

  private Caller caller(String token) {
    TokenCheck check = tokens.check(token);
    assertThat(check).isInstanceOf(TokenCheck.Accepted.class);
    return ((TokenCheck.Accepted) check).caller();
  }

  @Test
  void saysWhoHasAnOpaqueToken() {
    Caller caller = caller("opaque");
    assertThat(caller.account()).contains(new Account(issuer.url(), "4711", "ada"));
    assertThat(caller.role()).contains(Role.EXECUTOR);
    assertThat(tokens.check("unknown")).isInstanceOf(TokenCheck.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"active\": false, \"sub\": \"4711\", \"aud\": \"periplus\"",
        "\"active\": true, \"sub\": \"4711\", \"aud\": \"another\"",
        "\"active\": true, \"sub\": \"4711\"",
        "\"active\": true, \"aud\": \"periplus\"",
        "\"active\": true, \"sub\": \"4711\", \"aud\": \"periplus\", \"iss\":"
            + " \"https://evil.example\"",
        "\"active\": true, \"sub\": \"4711\", \"aud\": \"periplus\", \"exp\": 1000",
        "\"active\": true, \"sub\": \"4711\", \"aud\": \"periplus\", \"nbf\": 9999999999"
      })
  void doesNotTakeWhatIsNotMeantForThisServerNow(String answer) {
    known.put("opaque", "{" + answer + "}");
    assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"active\": \"true\"}", "<html>", "{\"active\": tru"})
  void anAnswerThatIsNoneIsNoWordAboutTheToken(String answer) {
    known.put("opaque", answer);
    assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Unchecked.class);
  }

  @Test
  void isAskedOnceInAWhileAlsoAboutTokensThatAreNone() {
    for (int times = 0; times < 20; times++) {
      caller("opaque");
      tokens.check("unknown");
    }
    assertThat(asked).hasValue(2);
    nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
    known.remove("opaque");
    assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Refused.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void answersAreKeptForNoLongerThanTheTokenIsValid() {
    known.put(
        "opaque",
        ada.replaceFirst(
            "\"exp\": \\d+", "\"exp\": " + Instant.now().minusSeconds(20).getEpochSecond()));
    caller("opaque");
    nanoTime.addAndGet(Duration.ofSeconds(15).toNanos());
    caller("opaque");
    assertThat(asked).hasValue(2);
  }

  @Test
  void noMoreAnswersAreKeptThanTheConfigurationSays() {
    tokens = tokens(Introspects.OPAQUE, "hidden", 2);
    for (String token : new String[] {"a", "b", "c", "a"}) {
      tokens.check(token);
    }
    assertThat(asked).hasValue(4);
    tokens.check("a");
    assertThat(asked).hasValue(4);
  }

  @Test
  void anIssuerThatIsAwayIsNoFaultOfTheTokenAndIsNotAskedByEachRequest() {
    issuer.goAway(true);
    for (int times = 0; times < 5; times++) {
      assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Unchecked.class);
    }
    issuer.goAway(false);
    assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Unchecked.class);
    nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
    caller("opaque");
  }

  @Test
  void aRedirectIsNotFollowed() {
    caller("opaque");
    issuer.redirectTo("http://10.1.2.3/introspect");
    assertThat(tokens.check("other")).isInstanceOf(TokenCheck.Unchecked.class);
  }

  @Test
  void aServerThatTheIssuerDoesNotKnowChecksNothing() {
    tokens = tokens(Introspects.OPAQUE, "wrong", 100);
    assertThat(tokens.check("opaque")).isInstanceOf(TokenCheck.Unchecked.class);
  }

  @Test
  void ofAllTokensFindsThoseThatWereTakenBack() throws Exception {
    tokens = tokens(Introspects.ALL, "hidden", 100);
    String token = issuer.token("periplus-operator");
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Refused.class);
    known.put(token, ada);
    nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(caller(token).role()).contains(Role.EXECUTOR);
    int before = asked.get();
    tokens.check(token.substring(0, token.length() - 8) + "AAAAAAAA");
    assertThat(asked).as("not asked about a forged one").hasValue(before);
  }
}
