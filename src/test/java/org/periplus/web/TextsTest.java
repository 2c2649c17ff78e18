package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

  private static final Path WEB = Path.of("src/main/resources/org/periplus/web");

  /** Keys as templates and scripts name them; those that end with a full stop are put together. */
  private static final Pattern USED =
      Pattern.compile(
          "(?:\\btext\\(|textsOf\\(|[\\[,]\\s*)\"([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)\"");

  private final Texts texts = new Texts();

  @ParameterizedTest
  @EnumSource(Language.class)
  void allLanguagesHaveTheSameTextsWithTheSamePlaces(Language language) {
    Map<String, Set<String>> english = places(texts.in(Language.ENGLISH));

    assertThat(places(texts.in(language))).isEqualTo(english);
  }

  @Test
  void allTextsThatTemplatesAndScriptsNameExist() {
    Set<String> used = new TreeSet<>();
    for (Path file : files()) {
      USED.matcher(read(file)).results().map(found -> found.group(1)).forEach(used::add);
    }
    used.removeIf(name -> name.matches(".*\\.(?:css|js|svg|ftlh)"));

    assertThat(used).isNotEmpty();
    assertThat(texts.in(Language.ENGLISH).keySet()).containsAll(used);
  }

  private static Map<String, Set<String>> places(Map<String, String> all) {
    return all.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    Pattern.compile("\\{\\d}")
                        .matcher(entry.getValue())
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  private static Set<Path> files() {
    try (Stream<Path> files = Files.list(WEB)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(?:ftlh|js)"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
