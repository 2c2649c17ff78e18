package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestNumbersTest {

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1E2147483647", "[{\"a\": 1e-999999999}]", "1e1001"})
  void refusesAnExponentThatNobodyCanWriteOut(String json) {
    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(json))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("exponent beyond 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e308", "-1.5e-300", "0.1", "0e0", "3", "123456789012345678901234567890"})
  void takesNumbersThatPeopleWrite(String json) throws Exception {
    assertThat(JsonBodies.REQUESTS.readTree(json).isNumber()).isTrue();
  }
}
