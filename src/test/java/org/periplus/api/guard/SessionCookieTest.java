package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.api.http.RootUrl;
import org.periplus.api.http.TrustedProxies;

class SessionCookieTest {

  static ClientUrl url(String baseUrl) {
    HttpConfiguration configuration =
        new HttpConfiguration(
            Optional.ofNullable(baseUrl).map(URI::create),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            true);
    TrustedProxies proxies = new TrustedProxies(configuration);
    return new ClientUrl(new RootUrl(configuration, proxies), proxies);
  }

  private static HttpServletRequest request(String... headers) {
    return Requests.of("127.0.0.1", "localhost:8080", headers);
  }

  @Test
  void noScriptReadsItAndNoOtherSiteSendsItWithAChange() {
    assertThat(new SessionCookie(url(null)).set(request(), SessionCookie.SESSION, "abc"))
        .isEqualTo("periplus=abc; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void behindTlsItIsOfThisHostAloneAndGoesByNothingElse() {
    assertThat(
            new SessionCookie(url("https://eo.example.org"))
                .set(request(), SessionCookie.SESSION, "abc"))
        .isEqualTo("__Host-periplus=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    assertThat(
            new SessionCookie(url("https://example.org/eo/"))
                .set(request(), SessionCookie.SESSION, "abc"))
        .isEqualTo("__Secure-periplus=abc; Path=/eo; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void isFoundAmongOthers() {
    SessionCookie plain = new SessionCookie(url(null));
    assertThat(plain.value(request("Cookie", "a=b; periplus=abc; c"), SessionCookie.SESSION))
        .contains("abc");
    assertThat(plain.value(request(), SessionCookie.SESSION)).isEmpty();
    assertThat(plain.value(request("Cookie", "periplus-login=x"), SessionCookie.SESSION)).isEmpty();
    // set by a sister host, or before there was TLS
    assertThat(
            new SessionCookie(url("https://eo.example.org"))
                .value(request("Cookie", "periplus=abc"), SessionCookie.SESSION))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "periplus=a; periplus=b",
        "periplus=",
        "periplus=a b",
        "periplus=\"a\"",
        "periplus=a=b",
        "periplus=%61",
        "periplus=é",
        "periplus",
        "=;=;;",
        "Periplus=a"
      })
  void whatNobodyHereSetIsNone(String header) {
    assertThat(new SessionCookie(url(null)).value(request("Cookie", header), "periplus")).isEmpty();
    assertThat(
            new SessionCookie(url(null))
                .value(request("Cookie", "periplus=" + "a".repeat(5000)), "periplus"))
        .isEmpty();
  }
}
