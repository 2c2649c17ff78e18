package org.periplus.api.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.api.JsonBodies;
import org.periplus.api.RequestRefusedException;

class RequestLabelTest {

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) JsonBodies.MAPPER.readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'title': 'Lake, June'}", "{'tags': []}", "{'tags': ['a b', 'é']}"})
  void takesATitleAndTags(String request) {
    assertThatCode(() -> RequestLabel.check(json(request))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'title': ''}",
        "{'title': 3}",
        "{'title': null}",
        "{'title': 'a\\nb'}",
        "{'tags': 'a'}",
        "{'tags': ['a,b']}",
        "{'tags': ['']}",
        "{'tags': [1]}",
        "{'tags': {'a': 1}}",
        "{'tags': [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"
      })
  void refusesOthers(String request) {
    assertThatThrownBy(() -> RequestLabel.check(json(request)))
        .isInstanceOf(RequestRefusedException.class);
  }

  @Test
  void refusesWhatTheDatabaseWouldNotTake() throws IOException {
    ObjectNode request = json("{}").put("title", "x".repeat(201));
    assertThatThrownBy(() -> RequestLabel.check(request))
        .isInstanceOf(RequestRefusedException.class);
  }
}
