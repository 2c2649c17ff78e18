package org.periplus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionsIndexTest {

  private static final Path DECISIONS = Path.of("docs", "decisions");
  private static final Pattern ROW =
      Pattern.compile("^\\| \\[\\d+]\\(([^)]+)\\)", Pattern.MULTILINE);

  @Test
  void theIndexListsEachDecisionInOrder() throws IOException {
    List<String> listed =
        ROW.matcher(Files.readString(DECISIONS.resolve("README.md")))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(listed).isEqualTo(decisions());
  }

  private static List<String> decisions() throws IOException {
    try (Stream<Path> files = Files.list(DECISIONS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .sorted()
          .toList();
    }
  }
}
