package org.periplus.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcceptedTypesTest {

  @Test
  void parametersDoNotCountAndKindsOfJsonAreJson() {
    AcceptedTypes some =
        AcceptedTypes.of("image/tiff; application=geotiff, application/json;q=0.5");

    assertThat(some.has("image/tiff")).isTrue();
    assertThat(some.has("IMAGE/TIFF;application=geotiff; profile=cog")).isTrue();
    assertThat(some.has("application/geo+json; charset=utf-8")).isTrue();
    assertThat(some.has("text/plain")).isFalse();
    assertThat(some.preferJson()).isFalse();
    assertThat(AcceptedTypes.of("application/geo+json").has("application/json")).isFalse();
    assertThat(AcceptedTypes.of("image/*").has("image/png")).isTrue();
    assertThat(AcceptedTypes.of("application/json").preferJson()).isTrue();
    assertThat(AcceptedTypes.ANY.has("x/y")).isTrue();
    assertThat(AcceptedTypes.ANY.preferJson()).isFalse();
  }

  @Test
  void whatIsRefusedIsNotTaken() {
    MediaType none = new MediaType("text", "plain", Map.of("q", "0"));

    assertThat(new AcceptedTypes(List.of(none)).has("text/plain")).isFalse();
  }
}
