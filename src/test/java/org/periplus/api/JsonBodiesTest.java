package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonBodiesTest {

  record Sample(Instant created, Optional<Instant> finished, String nothing) {}

  @Test
  void writesInstantsWithMillisecondsAndLeavesOutWhatIsAbsent() throws Exception {
    Instant created = Instant.parse("2024-10-22T04:18:54Z");

    String json = JsonBodies.MAPPER.writeValueAsString(new Sample(created, Optional.empty(), null));

    assertThat(json).isEqualTo("{\"created\":\"2024-10-22T04:18:54.000Z\"}");
  }
}
