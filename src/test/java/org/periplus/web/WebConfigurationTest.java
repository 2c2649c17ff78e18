package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigurationTest {

  @ParameterizedTest
  @CsvSource({
    "'https://tiles.example.org/{z}/{x}/{y}.png', https://tiles.example.org",
    "'https://{a-c}.tiles.example.org/{z}/{x}/{y}.png?key=1', https://*.tiles.example.org",
    "'http://localhost:8096/{z}/{x}/{-y}', http://localhost:8096",
  })
  void picturesMayComeFromTheBaseMapAlone(String url, String origin) {
    assertThat(withBasemap(url).basemapOrigin()).contains(origin);
  }

  @Test
  void withoutABaseMapNothingComesFromElsewhere() {
    WebConfiguration none =
        new WebConfiguration(Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(none.basemapOrigin()).isEmpty();
    assertThat(none.model()).containsEntry("basemap", "").containsEntry("stacBrowser", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tiles.example.org/",
        "tiles/{z}/{x}/{y}.png",
        "javascript:alert({z}{x}{y})/",
        "https://tiles.example.org;script-src/{z}/{x}/{y}",
        "https://tiles.example.org *.evil.org/{z}/{x}/{y}",
      })
  void whatIsNoBaseMapIsRefusedAtTheStart(String url) {
    assertThatThrownBy(() -> withBasemap(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("periplus.web.basemap must be the URL of tiles");
  }

  @Test
  void theStacBrowserIsOnTheWeb() {
    assertThatThrownBy(
            () ->
                new WebConfiguration(
                    Optional.empty(), Optional.empty(), Optional.of("javascript:alert(1)")))
        .hasMessageStartingWith("periplus.web.stac-browser must be an http or https URL");
  }

  private static WebConfiguration withBasemap(String url) {
    return new WebConfiguration(Optional.of(url), Optional.empty(), Optional.empty());
  }
}
