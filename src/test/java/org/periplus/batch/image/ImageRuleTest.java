package org.periplus.batch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.container.ImageReference;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;

class ImageRuleTest {

  private static ImageRule rule(String allow, String deny) {
    return new ImageRule(
        new ImagesConfiguration(
            allow,
            Optional.ofNullable(deny),
            Optional.empty(),
            Duration.ofDays(1),
            Duration.ofHours(1),
            false,
            false,
            false),
        EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8")));
  }

  private static ImageReference image(String name) {
    return ImageReference.of(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "debian, docker.io/library/debian:latest",
    "library/debian:12, docker.io/library/debian:12",
    "index.docker.io/debian:12, docker.io/library/debian:12",
    "acme/ndvi:2, docker.io/acme/ndvi:2",
    "localhost/ndvi, localhost/ndvi:latest",
    "localhost:5000/ndvi, localhost:5000/ndvi:latest",
    "ghcr.io/a/b__c/d:v1, ghcr.io/a/b__c/d:v1",
    "36a8fed83a56, docker.io/library/36a8fed83a56:latest"
  })
  void aNameIsReadAsTheEngineReadsIt(String name, String full) {
    assertThat(image(name).full()).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Debian",
        "debian:",
        "debian:a b",
        "debian@sha256:12",
        "-v",
        "a//",
        "/a",
        "a/",
        "ghcr.io./a",
        "[::1]:5000/a",
        "a?b",
        "a\nb",
        "http://ghcr.io/a",
        "user@host/a",
        "a@b@c"
      })
  void whatIsNoNameIsNone(String name) {
    assertThat(ImageReference.of(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"debian", "debian:12", "localhost/mine:1", "localhost:5000/mine", "ghcr.io/a/b"})
  void withoutAListAnyImageMayBeNamed(String name) {
    assertThat(rule("*", null).refusal(image(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/acme/ndvi:2, ghcr.io/acme/*, true",
    "ghcr.io/acme/ndvi:2, ghcr.io/acme/ndvi, true",
    "ghcr.io/acme/ndvi:2, ghcr.io/acme/ndvi:2, true",
    "ghcr.io/acme/ndvi:2, ghcr.io/acme/ndvi:3, false",
    "ghcr.io/other/ndvi:2, ghcr.io/acme/*, false",
    "docker.io/library/debian:12, debian, true",
    "debian:12, docker.io/*, true",
    "index.docker.io/library/debian:12, debian:*, true",
    "ghcr.io/debian:12, debian, false",
    "ghcr.io.evil.example/acme/x, ghcr.io/*, false",
    "acme/ndvi, docker.io/acme/ndvi, true"
  })
  void aListSaysWhichMayBeNamed(String name, String entry, boolean may) {
    assertThat(rule(entry, null).refusal(image(name)).isEmpty()).isEqualTo(may);
    assertThat(rule("*", entry).refusal(image(name)).isEmpty()).isEqualTo(!may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "periplus-built:1", "docker.io/library/periplus-built:1", "periplus-imported:1",
        "periplus-loaded:1", "library/periplus-pulled:1", "index.docker.io/periplus-built:1"
      })
  void namesOfOurOwnAreNoOnes(String name) {
    assertThat(rule("*", null).refusal(image(name))).isPresent();
    assertThat(rule(name, null).refusal(image(name))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:5000/x",
        "127.0.0.1:5000/x",
        "127.1:5000/x",
        "10.0.0.1/x",
        "192.168.1.1:443/x",
        "169.254.169.254/x",
        "0.0.0.0:5000/x",
        "2130706433:5000/x",
        "no-such-host.invalid/x"
      })
  void registriesAtPrivateAddressesAreNotAsked(String name) {
    assertThat(rule("*", null).reasonNotToAsk(image(name))).isPresent();
  }

  @Test
  void aRegistryThatIsListedIsAsked() {
    assertThat(rule("*, localhost:5000/*", null).reasonNotToAsk(image("localhost:5000/x")))
        .isEmpty();
    assertThat(rule("*, localhost:5000/*", null).reasonNotToAsk(image("localhost:5001/x")))
        .isPresent();
    assertThat(rule("ghcr.io/*", null).reasonNotToAsk(image("ghcr.io/x"))).isEmpty();
  }

  @Test
  void localhostAloneIsNoRegistryEvenIfItIsListed() {
    assertThat(rule("localhost/*", null).refusal(image("localhost/x"))).isEmpty();
    assertThat(rule("localhost/*", null).reasonNotToAsk(image("localhost/x"))).isPresent();
  }
}
