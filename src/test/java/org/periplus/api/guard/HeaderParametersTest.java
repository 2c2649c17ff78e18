package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*;q=99999999999999999999",
        "*/*;q=x",
        "*/*;q=-1",
        "*/*;q=NaN",
        "text/html;q",
        "text/html;q=",
        "a/b, c/d;q=1.1",
        "text/html;=;q=1",
        "text/html; =b",
        "de;Q=two",
        "a/b;c=\"x;q=two",
        "a/b;c=\"d\";q=\"",
        "a/b;c=\"\\\";q=two"
      })
  void refusesWeightsAndParametersThatAreNone(String header) {
    assertThat(HeaderParameters.isWrong(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json;profile=\"a;q=x,b;=c\";q=0.5",
        "a/b;q=1.000;",
        "de-CH;q=0.12345, en;q=1",
        "multipart/related; boundary=\"=a\"; type=text/html",
        "gzip;q=1.0, identity; q=0, *;q=0."
      })
  void takesWhatClientsWrite(String header) {
    assertThat(HeaderParameters.isWrong(header)).isFalse();
  }
}
