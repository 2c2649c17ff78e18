package org.periplus.security.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IssuerConfigurationTest {

  private static final String PREFIX = "periplus.security.oidc.issuers.";

  private static List<IssuerConfiguration> read(Map<String, String> keys) {
    return IssuerConfiguration.all(keys.keySet(), key -> Optional.ofNullable(keys.get(key)));
  }

  @Test
  void isReadFromItsKeys() {
    assertThat(
            read(
                Map.of(
                    PREFIX + "sso.url",
                    "https://sso.example.org/realms/eo",
                    PREFIX + "sso.audience",
                    "periplus, eo",
                    PREFIX + "sso.algorithms",
                    "ES256",
                    PREFIX + "sso.clock-skew",
                    "PT10S",
                    PREFIX + "sso.scopes",
                    "processes",
                    "periplus.security.oidc.timeout",
                    "PT1S")))
        .containsExactly(
            new IssuerConfiguration(
                "sso",
                "https://sso.example.org/realms/eo",
                Set.of("periplus", "eo"),
                Set.of(JWSAlgorithm.ES256),
                Duration.ofSeconds(10),
                Set.of("processes"),
                Optional.empty(),
                Optional.empty(),
                Introspects.NONE));
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void mayHaveAClientForLoginsAndForQuestionsAboutTokens() {
    Map<String, String> keys =
        new TreeMap<>(
            Map.of(
                PREFIX + "sso.url", "https://sso.example.org/realms/eo",
                PREFIX + "sso.audience", "periplus",
                PREFIX + "sso.client-id", "periplus-pages"));
    IssuerConfiguration pages = read(keys).get(0);
    assertThat(pages.logsIn()).isTrue();
    assertThat(pages.client())
        .contains(
            new IssuerClient(
                "periplus-pages", Optional.empty(), true, List.of("openid", "profile")));

    keys.put(PREFIX + "sso.introspection", "opaque");
    assertThatThrownBy(() -> read(keys))
        .hasMessageContaining(PREFIX + "sso.introspection")
        .hasMessageContaining("client-secret");
    keys.put(PREFIX + "sso.client-secret", "hidden-text");
    keys.put(PREFIX + "sso.login", "false");
    keys.put(PREFIX + "sso.login-scopes", "openid, eo");
    IssuerConfiguration asked = read(keys).get(0);
    assertThat(asked.logsIn()).isFalse();
    assertThat(asked.introspects()).isEqualTo(Introspects.OPAQUE);
    assertThat(asked.client().orElseThrow().scopes()).containsExactly("openid", "eo");
    assertThat(asked.toString()).doesNotContain("hidden-text");
    keys.put(PREFIX + "sso.introspection", "yes");
    assertThatThrownBy(() -> read(keys)).hasMessageContaining("none, opaque and all");
  }

  @Test
  void isFoundAmongEnvironmentVariablesToo() {
    Map<String, String> keys = new TreeMap<>();
    keys.put("PERIPLUS_SECURITY_OIDC_ISSUERS_SSO_URL", "https://sso.example.org");
    keys.put("PERIPLUS_SECURITY_OIDC_ISSUERS_SSO_AUDIENCE", "periplus");
    keys.put("PERIPLUS_SECURITY_OIDC_ISSUERS_SSO_CLOCK_SKEW", "PT1S");

    List<IssuerConfiguration> read =
        IssuerConfiguration.all(
            keys.keySet(),
            key ->
                Optional.ofNullable(
                    keys.get(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))));

    assertThat(read).hasSize(1);
    assertThat(read.get(0).name()).isEqualTo("sso");
    assertThat(read.get(0).clockSkew()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void thatIsNotWholeIsNamed() {
    assertThatThrownBy(() -> read(Map.of(PREFIX + "sso.url", "https://sso.example.org")))
        .hasMessageContaining(PREFIX + "sso.audience is missing");
    assertThatThrownBy(() -> read(Map.of(PREFIX + "sso.audience", "periplus")))
        .hasMessageContaining(PREFIX + "sso.url is missing");
    for (String url :
        new String[] {"sso.example.org", "file:///etc/passwd", "https://a/?x=1", "/"}) {
      assertThatThrownBy(() -> read(Map.of(PREFIX + "sso.url", url)))
          .hasMessageContaining("is no URL");
    }
    for (String algorithm : new String[] {"none", "HS256", "HS512", "rs256", "RSA-OAEP"}) {
      assertThatThrownBy(
              () ->
                  read(
                      Map.of(
                          PREFIX + "sso.url", "https://sso.example.org",
                          PREFIX + "sso.audience", "periplus",
                          PREFIX + "sso.algorithms", "RS256," + algorithm)))
          .hasMessageContaining(PREFIX + "sso.algorithms has '" + algorithm + "'");
    }
  }

  @Test
  void eachKeyIsOnThePage() throws Exception {
    String page = Files.readString(Path.of("docs", "configuration.md"));
    for (String key :
        new String[] {
          "url",
          "audience",
          "algorithms",
          "clock-skew",
          "scopes",
          "keys",
          "client-id",
          "client-secret",
          "login",
          "login-scopes",
          "introspection"
        }) {
      assertThat(page).contains("| `" + PREFIX + "NAME." + key + "` |");
    }
  }
}
