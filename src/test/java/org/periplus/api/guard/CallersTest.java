package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Role;

class CallersTest {

  private static final String HERE = "127.0.0.1";
  private static final String LOCALHOST = "localhost:8080";
  private static final HttpServletRequest LOCAL = Requests.of(HERE, LOCALHOST);
  private static final HttpServletRequest DISTANT = Requests.of("192.0.2.7", "10.1.2.3:8080");

  private final CurrentCaller current = new CurrentCaller();

  private Callers callers(AnonymousUse anonymous, String baseUrl, String proxies) {
    return new Callers(
        new IdentityConfiguration(Optional.ofNullable(anonymous)),
        new HttpConfiguration(
            Optional.ofNullable(baseUrl).map(URI::create),
            Optional.ofNullable(proxies),
            Optional.empty(),
            Duration.ZERO,
            true),
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
}
