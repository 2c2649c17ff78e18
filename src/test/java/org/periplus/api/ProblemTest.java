package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.periplus.api.request.ExecuteRequest;
import org.periplus.process.Packages;

class ProblemTest {

  /** A body of 64 MB is not sent back. */
  @Test
  void repeatsALimitedPartOfWhatCame() throws Exception {
    JsonNode body =
        JsonBodies.REQUESTS.readTree("{\"response\": \"" + "a".repeat(1_000_000) + "\"}");

    RequestRefusedException e =
        catchThrowableOfType(
            RequestRefusedException.class,
            () -> ExecuteRequest.of(body, Packages.describe("{}").description()));

    assertThat(e.problem().detail())
        .startsWith("The member 'response' is \"aaa")
        .hasSizeLessThan(10_000);
  }
}
