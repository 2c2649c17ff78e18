package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;

class OutputLocationsTest {

  private final OutputLocations locations =
      new OutputLocations(
          EgressRule.of(EgressConfiguration.defaults().allowing("192.0.2.0/24")), Set.of("gs"));

  private static ObjectNode outputs(String location) {
    ObjectNode outputs = new ObjectMapper().createObjectNode();
    outputs
        .putArray("o")
        .addObject()
        .putObject("field")
        .put("class", "File")
        .put("location", location);
    return outputs;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "vbscript:x",
        "blob:https://a/b", "ftp://192.0.2.1/a", "jar:file:/a!/b", "http://127.0.0.1/secret",
        "http://169.254.169.254/latest", "http://[::1]/", "http:///nohost", "https://a b\\c"
      })
  void refusesWhatResultsMustNotLeadTo(String location) {
    assertThatThrownBy(() -> locations.check(outputs(location)))
        .isInstanceOf(StageOutException.class)
        .hasMessageStartingWith("Output 'o' cannot be published: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/a",
        "s3://bucket/key",
        "data:text/plain,a",
        "gs://bucket/key",
        "file:///data/jobs/1/out/a",
        "a/b",
        ""
      })
  void takesWhatIsElsewhereForGoodReason(String location) {
    assertThatCode(() -> locations.check(outputs(location))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://store.internal/a", "gs://b/k"})
  void takesFromTheSitesOwnToolsWhatThisServerCannotReach(String location) {
    assertThatCode(() -> locations.checkOfSite(outputs(location))).doesNotThrowAnyException();
  }
}
