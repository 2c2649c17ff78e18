package org.periplus.security.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

class TokensTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private LocalIssuer issuer;
  private Issuers issuers;
  private Tokens tokens;

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(0);
    tokens = tokens(Set.of(), "127.0.0.1");
  }

  @AfterEach
  void stop() {
    issuers.close();
    issuer.close();
  }

  private Tokens tokens(Set<String> scopes, String allow) {
    issuers =
        new Issuers(
            List.of(
                new IssuerConfiguration(
                    "local",
                    issuer.url(),
                    Set.of(LocalIssuer.AUDIENCE),
                    Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                    Duration.ofSeconds(30),
                    scopes,
                    Optional.empty(),
                    Optional.empty(),
                    Introspects.NONE)),
            OidcConfiguration.defaults(),
            EgressConfiguration.defaults().allowing(allow),
            nanoTime::get);
    return new Tokens(issuers, OidcConfiguration.defaults(), LocalIssuer.rules());
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private Caller caller(String token) {
    TokenCheck check = tokens.check(token);
    assertThat(check).isInstanceOf(TokenCheck.Accepted.class);
    return ((TokenCheck.Accepted) check).caller();
  }

  private void refuses(String token, String because) {
    assertThat(tokens.check(token))
        .isInstanceOfSatisfying(
            TokenCheck.Refused.class,
            refused -> assertThat(refused.reason()).contains(because).doesNotContain("com."));
  }

  @Test
  void sayWhoAsksAndWhatTheyMay() throws Exception {
    assertThat(caller(issuer.token("other", "periplus-deployer", "periplus-reader")))
        .isEqualTo(
            new Caller(
                Optional.of(new Account(issuer.url(), "4711", "ada")),
                Optional.of(Role.DEPLOYER),
                "periplus.security.roles.deployer=role:periplus-deployer",
                Memberships.of(Set.of("default"))));
    assertThat(caller(issuer.token()).role()).isEmpty();
    assertThat(caller(issuer.token()).rule()).contains("No rule of periplus.security.roles.*");
  }

  @Test
  void countWhileTheyAreValidByAClockThatMayBeALittleWrong() throws Exception {
    Instant now = Instant.now();
    for (int seconds : new int[] {-20, 20}) {
      Date near = Date.from(now.plusSeconds(seconds));
      if (seconds < 0) {
        caller(issuer.signed(issuer.claims().expirationTime(near).build()));
      } else {
        caller(issuer.signed(issuer.claims().notBeforeTime(near).build()));
      }
    }
    refuses(
        issuer.signed(issuer.claims().expirationTime(Date.from(now.minusSeconds(60))).build()),
        "Expired");
    refuses(
        issuer.signed(issuer.claims().notBeforeTime(Date.from(now.plusSeconds(60))).build()),
        "before use time");
    refuses(issuer.signed(issuer.claims().expirationTime(null).build()), "exp");
  }

  @Test
  void ofOthersOrForOthersAreRefused() throws Exception {
    refuses(issuer.signed(issuer.claims().issuer("https://evil.example").build()), "issuer");
    refuses(issuer.signed(issuer.claims().issuer(issuer.url() + "/").build()), "issuer");
    refuses(issuer.signed(issuer.claims().issuer(null).build()), "issuer");
    refuses(issuer.signed(issuer.claims().audience("account").build()), "aud");
    refuses(issuer.signed(issuer.claims().audience((String) null).build()), "aud");
    refuses(issuer.signed(issuer.claims().subject(null).build()), "sub");
    refuses(issuer.signed(issuer.claims().subject(" ").build()), "names nobody");
    caller(issuer.signed(issuer.claims().audience(List.of("account", "periplus")).build()));
  }

  @Test
  void withoutASignatureProveNothing() throws Exception {
    JWTClaimsSet claims = issuer.claims("periplus-operator").build();
    refuses(new PlainJWT(claims).serialize(), "");
    String[] parts = issuer.signed(claims).split("\\.", -1);
    refuses(parts[0] + "." + parts[1] + ".", "");
    String none = base64("{\"alg\":\"none\",\"kid\":\"first\"}");
    refuses(none + "." + parts[1] + "." + parts[2], "");
    refuses(none + "." + parts[1] + ".", "");
    refuses(base64("{\"alg\":\"NonE\"}") + "." + parts[1] + ".", "");
  }

  @Test
  void thatWereChangedAreRefused() throws Exception {
    String[] parts = issuer.token("periplus-reader").split("\\.", -1);
    String other = base64(issuer.claims("periplus-operator").build().toString());
    refuses(parts[0] + "." + other + "." + parts[2], "signature");
    refuses(parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA", "signature");
  }

  @Test
  void signedWithThePublicKeyAsASharedSecretAreRefused() throws Exception {
    for (byte[] secret :
        new byte[][] {
          issuer.key().toRSAPublicKey().getEncoded(),
          issuer.key().toPublicJWK().toJSONString().getBytes(UTF_8),
          pem(issuer.key()).getBytes(UTF_8)
        }) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .keyID("first")
                  .type(JOSEObjectType.JWT)
                  .build(),
              issuer.claims("periplus-operator").build());
      token.sign(new MACSigner(secret));
      refuses(token.serialize(), "Another algorithm expected");
    }
  }

  private static String pem(RSAKey key) throws Exception {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toRSAPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Test
  void withAlgorithmsThatTheIssuerDoesNotUseAreRefused() throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build(),
            issuer.claims().build());
    token.sign(new RSASSASigner(issuer.key()));
    refuses(token.serialize(), "Another algorithm expected");
  }

  @Test
  void doNotBringTheirOwnKeys() throws Exception {
    RSAKey mine = new RSAKeyGenerator(2048).keyID("first").generate();
    refuses(LocalIssuer.signed(issuer.claims().build(), mine), "signature");
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(mine.toPublicJWK())
                .jwkURL(java.net.URI.create("http://127.0.0.1:1/keys"))
                .keyID("mine")
                .build(),
            issuer.claims("periplus-operator").build());
    token.sign(new RSASSASigner(mine));
    refuses(token.serialize(), "no matching key");
  }

  @Test
  void ofAnotherKindAreRefused() throws Exception {
    for (String type : new String[] {"logout+jwt", "secevent+jwt", "dpop+jwt"}) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .type(new JOSEObjectType(type))
                  .build(),
              issuer.claims().build());
      token.sign(new RSASSASigner(issuer.key()));
      refuses(token.serialize(), "typ");
    }
    for (String text :
        new String[] {
          "",
          ".",
          "..",
          "...",
          "a.b.c",
          "x",
          "eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.AAAA",
          "....",
          "a.b.c.d.e"
        }) {
      refuses(text, "");
    }
    refuses(
        base64("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1,\"kid\":\"first\"}")
            + "."
            + base64(issuer.claims().build().toString())
            + ".AAAA",
        "");
  }

  @Test
  void thatAreTooLargeOrTooDeepAreNotRead() throws Exception {
    String large = issuer.signed(issuer.claims().claim("x", "a".repeat(1_000_000)).build());
    assertThat(tokens.check(large)).isInstanceOf(TokenCheck.TooLarge.class);
    refuses(base64("[".repeat(5000)) + "." + base64("{}") + ".AAAA", "");
    refuses(base64("{\"alg\":\"RS256\"}") + "." + base64("{\"a\":".repeat(1000)) + ".AAAA", "");
    assertThat(issuer.asked()).isZero();
  }

  @Test
  void keysAreAskedForOnce() throws Exception {
    String token = issuer.token("periplus-reader");
    for (int times = 0; times < 100; times++) {
      caller(token);
    }
    assertThat(issuer.asked()).isEqualTo(1);
  }

  @Test
  void aNewKeyIsFoundAtOnceAndAnUnknownOneIsAskedForOnceAMinute() throws Exception {
    caller(issuer.token());
    pass(Duration.ofMinutes(2));
    issuer.rotate("second");
    caller(issuer.token());
    assertThat(issuer.asked()).isEqualTo(2);

    RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
    for (int minute = 0; minute < 3; minute++) {
      pass(Duration.ofMinutes(1));
      for (int times = 0; times < 50; times++) {
        refuses(LocalIssuer.signed(issuer.claims().build(), unknown), "no matching key");
      }
    }
    assertThat(issuer.asked()).isEqualTo(5);
  }

  @Test
  void aKeyThatIsGoneCountsNoLongerThanTheOthersAreKept() throws Exception {
    String old = issuer.token();
    caller(old);
    issuer.rotate("second");
    pass(Duration.ofMinutes(4));
    caller(old);
    pass(Duration.ofMinutes(1));
    refuses(old, "no matching key");
  }

  @Test
  void keysAreGoneOnWithWhileTheirIssuerIsAway() throws Exception {
    String token = issuer.token();
    caller(token);
    issuer.goAway(true);
    pass(Duration.ofHours(23));
    caller(token);
    assertThat(tokens.failures().get("local").orElseThrow()).contains("503");
    assertThat(tokens.canBeChecked()).isTrue();

    pass(Duration.ofHours(2));
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Unchecked.class);
    assertThat(tokens.canBeChecked()).isFalse();

    issuer.goAway(false);
    pass(Duration.ofMinutes(1));
    caller(token);
    assertThat(tokens.failures()).isEqualTo(Map.of("local", Optional.empty()));
  }

  @Test
  void anIssuerThatComesLaterIsAskedAgainSoon() throws Exception {
    issuer.goAway(true);
    String token = issuer.token();
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Unchecked.class);
    issuer.goAway(false);
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Unchecked.class);
    pass(Duration.ofSeconds(5));
    caller(token);
  }

  @Test
  void issuersAreAskedWhereTheConfigurationAllowsItAlone() throws Exception {
    String token = issuer.token();
    issuer.redirectTo("http://10.1.2.3/keys");
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Unchecked.class);
    assertThat(tokens.failures().get("local").orElseThrow()).contains("10.1.2.3", "refused");
    issuer.redirectTo("");

    issuers.close();
    tokens = tokens(Set.of(), "*");
    assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Unchecked.class);
    assertThat(tokens.failures().get("local").orElseThrow()).contains("is refused");
  }

  @Test
  void whoDescribesAnotherIssuerIsNotBelieved() throws Exception {
    issuer.callItself("https://other.example");
    assertThat(tokens.check(issuer.token())).isInstanceOf(TokenCheck.Unchecked.class);
    assertThat(tokens.failures().get("local").orElseThrow()).contains("https://other.example");
  }

  @Test
  void needTheScopesThatAreAskedFor() throws Exception {
    issuers.close();
    tokens = tokens(Set.of("processes", "jobs"), "127.0.0.1");
    assertThat(tokens.check(issuer.signed(issuer.claims().claim("scope", "openid jobs").build())))
        .isInstanceOfSatisfying(
            TokenCheck.Insufficient.class,
            insufficient -> assertThat(insufficient.reason()).contains("scope processes"));
    caller(issuer.signed(issuer.claims().claim("scope", "processes jobs").build()));
    caller(issuer.signed(issuer.claims().claim("scp", Arrays.asList("jobs", "processes")).build()));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
