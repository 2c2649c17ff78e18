package org.periplus.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.StringReader;
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

  /** They are none for the JDK either, which says so as of a wrong argument of the server's own. */
  @ParameterizedTest
  @ValueSource(strings = {"1E55555555555", "-1.5e-99999999999", "{\"a\": [1e9999999999]}"})
  void refusesAnExponentThatNoNumberHas(String json) {
    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(json))
        .isInstanceOf(StreamConstraintsException.class)
        .hasMessageContaining("an exponent that is too large");
    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(json.getBytes(UTF_8)))
        .isInstanceOf(StreamConstraintsException.class);
    assertThatThrownBy(() -> JsonBodies.REQUESTS.readTree(new StringReader(json)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e308", "-1.5e-300", "0.1", "0e0", "3", "123456789012345678901234567890"})
  void takesNumbersThatPeopleWrite(String json) throws Exception {
    assertThat(JsonBodies.REQUESTS.readTree(json).isNumber()).isTrue();
  }
}
