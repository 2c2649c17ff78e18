package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/a%",
        "/a%2",
        "/a%ffb",
        "/a%c3",
        "/a%00b",
        "/a%0ab",
        "/a%7fb",
        "/a%c2%9bb",
        "/a\u0001b",
        "/a;x",
        "/a;x=1/b",
        "/a\\b",
        "/{a}",
        "/a|b",
        "/a\"b",
        "/a<b",
        "/a[0]",
        "/../a",
        "/a/./b",
        "/a/%2e%2e/b",
        "/a/.%2E"
      })
  void refusesAPathThatIsReadInDifferentWays(String path) {
    assertThat(RequestTarget.fault(path, null)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a%20b", "/a%3bx", "/a%2fb", "/%C3%A4", "/a..b", "/...", "/a+b", "/a:b@c"})
  void takesAPathThatIsWellFormed(String path) {
    assertThat(RequestTarget.fault(path, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "%", "a=%ff", "a=%00", "a=b\u0007"})
  void refusesAQueryThatNoValueCanBeReadFrom(String query) {
    assertThat(RequestTarget.fault("/", query)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b&c", "text=one%0Atwo", "href=https://a/b;c=d?e", "a=%C3%A4"})
  void takesAQueryWhoseValuesHaveAnyCharacters(String query) {
    assertThat(RequestTarget.fault("/", query)).isEmpty();
  }
}
