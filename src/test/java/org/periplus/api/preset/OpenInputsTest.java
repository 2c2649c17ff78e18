package org.periplus.api.preset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenInputsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void haveNoValueThatIsSecret() throws Exception {
    ObjectNode given =
        (ObjectNode)
            JSON.readTree(
                """
                {"word": "a", "password": "hunter2", "token": {"$secret": "mine"},
                 "keys": ["k"], "more": {"$secret": "mine", "x": 1}}
                """);

    OpenInputs open = OpenInputs.of(given, Set.of("password", "token", "keys", "more"));

    assertThat(open.inputs())
        .isEqualTo(JSON.readTree("{\"word\": \"a\", \"token\": {\"$secret\": \"mine\"}}"));
    assertThat(open.leftOut()).containsExactly("password", "keys", "more");
  }
}
