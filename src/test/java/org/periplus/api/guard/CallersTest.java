package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.CallerRules;
import org.periplus.security.identity.oidc.Introspects;
import org.periplus.security.identity.oidc.IssuerConfiguration;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.OidcConfiguration;
import org.periplus.security.identity.oidc.RoleRules;
import org.periplus.security.identity.oidc.RolesConfiguration;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.security.identity.oidc.TenantsConfiguration;
import org.periplus.security.identity.oidc.Tokens;
import org.periplus.security.identity.oidc.login.Logins;

class CallersTest {

  private static final String HERE = "127.0.0.1";
  private static final String LOCALHOST = "localhost:8080";
  private static final HttpServletRequest LOCAL = Requests.of(HERE, LOCALHOST);
  private static final HttpServletRequest DISTANT = Requests.of("192.0.2.7", "10.1.2.3:8080");

  private final CurrentCaller current = new CurrentCaller();

  private Callers callers(AnonymousUse anonymous, String baseUrl, String proxies) {
    return callers(List.of(), anonymous, baseUrl, proxies);
  }

  private Callers callers(LocalIssuer issuer, AnonymousUse anonymous) {
    return callers(
        List.of(
            new IssuerConfiguration(
                "local",
                issuer.url(),
                Set.of(LocalIssuer.AUDIENCE),
                Set.of(JWSAlgorithm.RS256),
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Introspects.NONE)),
        anonymous,
        "https://eo.example.org",
        null);
  }

  private Callers callers(
      List<IssuerConfiguration> issuers, AnonymousUse anonymous, String baseUrl, String proxies) {
    IdentityConfiguration identity = new IdentityConfiguration(Optional.ofNullable(anonymous));
    TenantRules tenants = new TenantRules(TenantsConfiguration.none(), TenantKeys.NONE, identity);
    Issuers known =
        new Issuers(
            issuers,
            OidcConfiguration.defaults(),
            EgressConfiguration.defaults().allowing("127.0.0.1"),
            System::nanoTime);
    return new Callers(
        identity,
        new HttpConfiguration(
            Optional.ofNullable(baseUrl).map(URI::create),
            Optional.ofNullable(proxies),
            Optional.empty(),
            Duration.ZERO,
            true),
        new Tokens(
            known,
            OidcConfiguration.defaults(),
            new CallerRules(new RoleRules(RolesConfiguration.defaults()), tenants)),
        tenants,
        new BrowserSessions(null, new Logins(known), null, null),
        current);
  }

  private Callers untold() {
    return callers(null, null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.9.9.9", "[::1]:80"})
  void thisMachineMayDoEverythingUnasked(String host) {
    for (String address : new String[] {HERE, "127.1.2.3", "::1", "0:0:0:0:0:0:0:1%lo"}) {
      assertThat(untold().identify(Requests.of(address, host))).as(address).isEmpty();
    }
    assertThat(current.get().may(Role.OPERATOR)).isTrue();
    assertThat(current.get().tenants().include("anyone")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.7 localhost",
        "172.17.0.2 172.17.0.1:8080",
        "10.1.2.3 localhost",
        "::ffff:10.1.2.3 localhost",
        "fe80::1%eth0 localhost",
        "127.0.0.1 processes.example.org",
        "127.0.0.1 10.1.2.3",
        "127.0.0.1 localhost.example.org",
        "127.0.0.1 127.0.0.1.example.org",
        "unknown localhost"
      })
  void nobodyElseMayDoAnythingUnasked(String fromAndHost) {
    String[] parts = fromAndHost.split(" ", 2);
    Refusal refusal = untold().identify(Requests.of(parts[0], parts[1])).orElseThrow();

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.detail()).contains("periplus.security.anonymous");
    assertThat(current.get()).isEqualTo(Caller.NOBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "x-forwarded-host",
        "X-Forwarded-Prefix",
        "X-Forwarded-Server",
        "X-Real-IP",
        "Via"
      })
  void whatAProxyPassedOnIsNotFromThisMachine(String header) {
    assertThat(untold().identify(Requests.of(HERE, LOCALHOST, header, ""))).isPresent();
    assertThat(untold().identify(Requests.of(HERE, LOCALHOST, header, "127.0.0.1"))).isPresent();
  }

  @Test
  void anyHostNamesAreLookedAtAndNotTheFirstAlone() {
    assertThat(untold().identify(Requests.of(HERE, LOCALHOST, "Host", "evil.example"))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(AnonymousUse.class)
  void theOperatorSaysWhatAnybodyMay(AnonymousUse use) {
    Callers callers = callers(use, null, null);

    // not more from this machine: a proxy there may say nothing of itself
    for (HttpServletRequest request : new HttpServletRequest[] {LOCAL, DISTANT}) {
      current.become(Caller.NOBODY);
      Optional<Refusal> refusal = callers.identify(request);
      assertThat(refusal.isPresent()).isEqualTo(use == AnonymousUse.NONE);
      assertThat(current.get().may(Role.READER)).isEqualTo(use != AnonymousUse.NONE);
      assertThat(current.get().may(Role.EXECUTOR))
          .isEqualTo(use == AnonymousUse.EXECUTE || use == AnonymousUse.ALL);
      assertThat(current.get().may(Role.DEPLOYER)).isEqualTo(use == AnonymousUse.ALL);
    }
  }

  @Test
  void behindAProxyNobodyIsServedUntilTheOperatorSaysWho() {
    for (Callers callers :
        new Callers[] {
          callers(null, "https://eo.example.org", null), callers(null, null, "10.0.0.0/8")
        }) {
      for (HttpServletRequest request : new HttpServletRequest[] {LOCAL, DISTANT}) {
        Refusal refusal = callers.identify(request).orElseThrow();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.detail()).contains("periplus.security.anonymous");
      }
      assertThat(callers.undecided()).isPresent();
    }
    Callers told = callers(AnonymousUse.READ, "https://eo.example.org", "10.0.0.0/8");
    assertThat(told.undecided()).isEmpty();
    assertThat(told.identify(DISTANT)).isEmpty();
  }

  @Test
  void aTokenSaysWhoAsksAndWhatTheyMay() throws Exception {
    try (LocalIssuer issuer = new LocalIssuer(0)) {
      for (AnonymousUse use : new AnonymousUse[] {null, AnonymousUse.ALL}) {
        Callers callers = callers(issuer, use);
        for (String scheme : new String[] {"Bearer ", "bearer ", "BEARER  "}) {
          assertThat(callers.identify(with(scheme + issuer.token("periplus-executor")))).isEmpty();
          assertThat(current.get().account().orElseThrow().name()).isEqualTo("ada");
          assertThat(current.get().role()).contains(Role.EXECUTOR);
        }
        assertThat(callers.identify(with("Bearer " + issuer.token()))).isEmpty();
        assertThat(current.get().role()).as("no more than anybody").isEmpty();
      }
    }
  }

  @Test
  void aTokenThatIsRefusedMakesNobodyAnonymous() throws Exception {
    try (LocalIssuer issuer = new LocalIssuer(0)) {
      Callers callers = callers(issuer, AnonymousUse.ALL);
      String token = issuer.token("periplus-operator");
      for (String credentials :
          new String[] {
            "Bearer " + token + "A",
            "Bearer",
            "Bearer ",
            "Bearer a b",
            "Bearer \u00e4",
            "Basic YWRhOmFkYQ==",
            token,
            ""
          }) {
        Refusal refusal = callers.identify(with(credentials)).orElseThrow();
        assertThat(refusal.status()).as(credentials).isEqualTo(401);
        assertThat(refusal.challenge().orElseThrow()).startsWith("Bearer realm=\"periplus\"");
      }
      assertThat(callers.identify(with("Bearer " + token + "A")).orElseThrow().challenge())
          .contains("Bearer realm=\"periplus\", error=\"invalid_token\"");
      assertThat(callers.identify(with("Bearer " + "a".repeat(1_000_000))).map(Refusal::status))
          .contains(431);
      assertThat(current.get()).isEqualTo(Caller.NOBODY);
    }
  }

  @Test
  void whoIsAForeignerTakesNoPlaceOfATenant() throws Exception {
    try (LocalIssuer issuer = new LocalIssuer(0)) {
      Callers callers = callers(issuer, null);
      callers.identify(LOCAL);
      assertThat(callers.counted("default")).isEmpty();
      callers.identify(with("Bearer " + issuer.token("periplus-reader")));
      assertThat(callers.counted("default")).isEqualTo("default");
      assertThat(callers.counted("acme")).isEmpty();
    }
  }

  @Test
  void oneTokenIsSentAndInItsHeader() throws Exception {
    try (LocalIssuer issuer = new LocalIssuer(0)) {
      Callers callers = callers(issuer, AnonymousUse.ALL);
      String bearer = "Bearer " + issuer.token("periplus-reader");
      HttpServletRequest twice =
          Requests.of(HERE, LOCALHOST, "Authorization", bearer, "authorization", bearer);
      assertThat(callers.identify(twice).map(Refusal::status)).contains(400);
      for (String query : new String[] {"access_token=x", "f=json&access_token=" + bearer}) {
        assertThat(callers.identify(Requests.of(HERE, LOCALHOST, "?", query)).map(Refusal::status))
            .as(query)
            .contains(400);
      }
      assertThat(callers.identify(Requests.of(HERE, LOCALHOST, "?", "my_access_token=x")))
          .isEmpty();
    }
  }

  @Test
  void whereThereIsAnIssuerNobodyIsAllowedAnythingUnaskedNotEvenHere() throws Exception {
    try (LocalIssuer issuer = new LocalIssuer(0)) {
      Callers callers = callers(issuer, null);
      for (HttpServletRequest request : new HttpServletRequest[] {LOCAL, DISTANT}) {
        assertThat(callers.identify(request)).isEmpty(); // what anyone may do they may
        assertThat(current.get()).isEqualTo(Caller.NOBODY);
      }
    }
  }

  private static HttpServletRequest with(String credentials) {
    return Requests.of("192.0.2.7", "eo.example.org", "Authorization", credentials);
  }
}
