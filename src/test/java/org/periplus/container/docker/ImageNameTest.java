package org.periplus.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

  @ParameterizedTest
  @CsvSource({
    "debian, debian, latest, debian:latest",
    "debian:12, debian, 12, debian:12",
    "localhost:5000/a/b, localhost:5000/a/b, latest, localhost:5000/a/b:latest",
    "localhost:5000/a/b:c, localhost:5000/a/b, c, localhost:5000/a/b:c",
    "debian@sha256:12ab, debian, sha256:12ab, debian@sha256:12ab",
    "r:1/debian@sha256:12ab, r:1/debian, sha256:12ab, r:1/debian@sha256:12ab",
  })
  void tellsTheTagFromThePort(String name, String repository, String tag, String full) {
    ImageName parts = ImageName.of(name);

    assertThat(parts.repository()).isEqualTo(repository);
    assertThat(parts.tag()).isEqualTo(tag);
    assertThat(parts.withTag()).isEqualTo(full);
  }
}
