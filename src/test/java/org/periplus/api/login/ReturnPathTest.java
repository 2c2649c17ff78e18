package org.periplus.api.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.RequestRefusedException;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ogc-api",
        "/ogc-api/",
        "/acme/ogc-api/jobs?status=running&limit=10",
        "/ogc-api/jobs/1b2/files/a%20b/..c.txt",
        "/ogc-api/processes/echo/execution?string=a/b?c"
      })
  void isAPathOfThisServersPages(String path) {
    assertThat(ReturnPath.of(path)).isEqualTo(path);
    assertThat(ReturnPath.orUsual(path)).isEqualTo(path);
  }

  @Test
  void isTheLandingPageWhenNobodySays() {
    assertThat(ReturnPath.of(null)).isEqualTo("/ogc-api/");
    assertThat(ReturnPath.of("")).isEqualTo("/ogc-api/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "//evil.example/ogc-api/",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "https:evil.example",
        "https:/ogc-api/",
        "http:ogc-api",
        "javascript:alert(1)",
        "data:text/html,x",
        "%2F%2Fevil.example",
        "/%2Fevil.example",
        "/%5Cevil.example",
        "/ogc-api/\\evil",
        "/ogc-api/\r\nX-Injected: 1",
        "/ogc-api/\tx",
        " /ogc-api/",
        "/ogc-api/..//evil.example",
        "/ogc-api/../../evil",
        "/ogc-api/.",
        "/ogc-api@evil.example",
        "/ogc-api.evil.example/",
        "/a/b/ogc-api/",
        "/health",
        "ogc-api/",
        "@evil.example/ogc-api/",
        ".evil.example/ogc-api/",
        "/ogc-api/#@evil",
        "/ogc-api/é"
      })
  void leadsNowhereElse(String path) {
    assertThatThrownBy(() -> ReturnPath.of(path)).isInstanceOf(RequestRefusedException.class);
    assertThat(ReturnPath.orUsual(path)).isEqualTo("/ogc-api/");
  }

  @Test
  void isNotLongerThanACookieHolds() {
    assertThatThrownBy(() -> ReturnPath.of("/ogc-api/" + "a".repeat(2000)))
        .isInstanceOf(RequestRefusedException.class);
  }
}
