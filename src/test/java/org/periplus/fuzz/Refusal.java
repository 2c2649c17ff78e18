package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What holds for each text that tells a stranger what is wrong with what he sent. */
final class Refusal {

  /** A sentence, and what of the stranger's own text it repeats. */
  private static final int LONGEST = 10_000;

  private static final List<String> OF_JAVA =
      List.of("org.periplus.", "java.lang.", "java.util.", "jackson", "snakeyaml", "Exception");

  private static final String FOLDER = Path.of(System.getProperty("java.io.tmpdir")).toString();

  private Refusal() {}

  /** A sentence that names neither classes nor the server's folders, unless the stranger did. */
  static void check(String sentence, String sent) {
    assertThat(sentence).isNotBlank().hasSizeLessThan(LONGEST);
    for (String word : OF_JAVA) {
      assertThat(sentence.contains(word) && !sent.contains(word))
          .as("'%s' stands in: %s", word, sentence)
          .isFalse();
    }
    assertThat(sentence.contains(FOLDER) && !sent.contains(FOLDER)).as(sentence).isFalse();
  }
}
