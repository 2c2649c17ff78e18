package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WideContentTest {

  private static final Path WEB = Path.of("src/main/resources/org/periplus/web");

  /** The macro gives it the focus and a name, without which nobody scrolls it by the keyboard. */
  @Test
  void whatMayBeWiderThanTheScreenIsMadeByTheMacroAlone() throws IOException {
    try (Stream<Path> files = Files.list(WEB)) {
      List<String> templates =
          files
              .filter(file -> file.toString().endsWith(".ftlh"))
              .filter(file -> read(file).contains("class=\"scroll\""))
              .map(file -> file.getFileName().toString())
              .toList();

      assertThat(templates).containsExactly("page.ftlh");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
