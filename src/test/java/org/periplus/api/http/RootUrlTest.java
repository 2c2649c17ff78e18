package org.periplus.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootUrlTest {

  private static final URI ASKED = URI.create("http://10.1.2.3:8080/");
  private static final String PROXY = "10.0.0.7";

  private final RootUrl root = trusting("10.0.0.0/8", "fd00::/8");

  @Test
  void isWhatTheRequestSaysWhenNobodyIsTrusted() {
    assertThat(trusting().of(ASKED, PROXY, Map.of("Forwarded", "host=evil.org")::get))
        .isEqualTo("http://10.1.2.3:8080");
  }

  @Test
  void believesTheStandardHeaderOfATrustedProxyAlone() {
    Map<String, String> headers =
        Map.of("Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=\"maps.example.org\"");

    assertThat(root.of(ASKED, PROXY, headers::get)).isEqualTo("https://maps.example.org");
    assertThat(root.of(ASKED, "fd00::1%eth0", headers::get)).isEqualTo("https://maps.example.org");
    assertThat(root.of(ASKED, "192.0.2.1", headers::get)).isEqualTo("http://10.1.2.3:8080");
  }

  @Test
  void readsALongHeaderAtOnce() {
    String name = "a".repeat(100_000);

    assertThat(root.of(ASKED, PROXY, Map.of("Forwarded", "by=\"" + name + "\";proto=https")::get))
        .isEqualTo("https://10.1.2.3:8080");
  }

  @Test
  void doesNotBelieveWhatAClientWroteBeforeItsProxy() {
    Map<String, String> headers =
        Map.of("Forwarded", "for=10.0.0.1;host=evil.org, for=192.0.2.1;host=maps.example.org");

    assertThat(root.of(ASKED, PROXY, headers::get)).isEqualTo("http://maps.example.org");
  }

  @Test
  void goesBackThroughAChainOfTrustedProxies() {
    Map<String, String> headers =
        Map.of(
            "Forwarded",
            "for=192.0.2.1;host=maps.example.org;proto=https, for=10.0.0.8;host=inner");

    assertThat(root.of(ASKED, PROXY, headers::get)).isEqualTo("https://maps.example.org");
  }

  @Test
  void readsTheOlderHeadersWhereThereIsNoStandardOne() {
    assertThat(
            root.of(
                ASKED,
                PROXY,
                Map.of(
                        "X-Forwarded-For", "192.0.2.1",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "maps.example.org",
                        "X-Forwarded-Port", "8443",
                        "X-Forwarded-Prefix", "/ades/")
                    ::get))
        .isEqualTo("https://maps.example.org:8443/ades");
    assertThat(
            root.of(
                ASKED,
                PROXY,
                Map.of(
                        "X-Forwarded-For", "10.9.9.9, 192.0.2.1",
                        "X-Forwarded-Host", "evil.org, maps.example.org")
                    ::get))
        .isEqualTo("http://maps.example.org");
  }

  @Test
  void ignoresWhatWouldBreakALink() {
    assertThat(
            root.of(
                ASKED,
                PROXY,
                Map.of(
                        "X-Forwarded-Host", "a b\"><script>",
                        "X-Forwarded-Proto", "javascript",
                        "X-Forwarded-Prefix", "/..//")
                    ::get))
        .isEqualTo("http://10.1.2.3:8080");
  }

  @Test
  void isTheConfiguredUrlWhateverTheRequestSays() {
    RootUrl configured =
        rootUrl(
            Optional.of(URI.create("https://processes.example.org/ades/")),
            Optional.of("10.0.0.0/8"));

    assertThat(configured.of(ASKED, PROXY, Map.of("Forwarded", "host=other.org")::get))
        .isEqualTo("https://processes.example.org/ades");
  }

  @Test
  void refusesProxiesThatAreNoAddresses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trusting("proxy.example.org"))
        .withMessageContaining("proxy.example.org");
    assertThatIllegalArgumentException().isThrownBy(() -> trusting("10.0.0.0/33"));
  }

  private static RootUrl trusting(String... proxies) {
    return rootUrl(
        Optional.empty(),
        proxies.length == 0 ? Optional.empty() : Optional.of(String.join(", ", proxies)));
  }

  private static RootUrl rootUrl(Optional<URI> baseUrl, Optional<String> proxies) {
    HttpConfiguration configuration =
        new HttpConfiguration(baseUrl, proxies, Optional.empty(), Duration.ZERO, true);
    return new RootUrl(configuration, new TrustedProxies(configuration));
  }
}
