package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.document.source.InvalidDocumentException;

/**
 * Documents with all mistakes that we could think of. One load tells them all: each line of a
 * {@code .problems} file, with the file, line and column of the mistake.
 */
class PlantedMistakesTest {

  private static final String BASE = "https://example.org/";

  @ParameterizedTest
  @ValueSource(strings = {"workflow", "tool-with-mistakes", "graph", "json", "imports"})
  void oneLoadTellsEveryMistake(String name) throws IOException {
    String text = read(URI.create(BASE + name + ".cwl"));

    InvalidDocumentException e =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () -> new DocumentLoader(PlantedMistakesTest::read).load(text, BASE + name + ".cwl"));

    List<String> told =
        e.problems().stream()
            .flatMap(problem -> problem.toString().replace(BASE, "").lines())
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(read(URI.create(BASE + name + ".problems")).lines().toList());
  }

  private static String read(URI uri) throws IOException {
    String file = "mistakes" + uri.getPath();
    try (InputStream stream = PlantedMistakesTest.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("there is no such file");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
