package org.periplus.cwl.tool.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class NamePatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          *.tif       | b3.tif     | true
          *.tif       | b3.tiff    | false
          *           | ""         | true
          **          | abc        | true
          b?.tif      | b3.tif     | true
          b?.tif      | b.tif      | false
          ?           | 𝄞          | true
          b[0-9].tif  | b3.tif     | true
          b[0-9].tif  | bx.tif     | false
          b[!0-9].tif | bx.tif     | true
          b[^0-9].tif | b3.tif     | false
          [a-]        | -          | true
          [-a]        | -          | true
          []]         | ]          | true
          []a]        | a          | true
          [!]]        | ]          | false
          [!]]        | a          | true
          [z-a]       | m          | false
          [a&&b]      | &          | true
          [\\]        | \\         | true
          [ab         | [ab        | true
          [           | [          | true
          [!          | [!         | true
          \\*         | *          | true
          \\*         | a          | false
          a\\         | "a\\"      | true
          a*b*c       | a1b2b3c    | true
          a*b*c       | a1b2b3     | false
          *ab*ab      | ababxab    | true
          .+(x)$      | .+(x)$     | true
          """)
  void matchesAsTheShellDoes(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void aPatternOfManyStarsTakesNoLongerThanItIsLong() {
    String name = "a".repeat(255);

    assertThat(new NamePattern("*a*a*a*a*a*a*a*a*a*a*b").matches(name)).isFalse();
    assertThat(new NamePattern("*a".repeat(2_000) + "b").matches(name)).isFalse();
    assertThat(new NamePattern("*".repeat(4_000) + "b").matches(name)).isFalse();
    assertThat(new NamePattern("[".repeat(4_000)).matches(name)).isFalse();
    assertThat(new NamePattern("*[" + "b".repeat(4_000) + "]").matches(name)).isFalse();
  }

  @Test
  void aPatternThatIsLongerThanPathsAreIsRefused() {
    assertThatThrownBy(() -> new NamePattern("*a".repeat(500_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a part of the pattern has 1000000 characters, and may have 4096");
  }

  @Test
  void aNameThatIsLongerThanFileSystemsAllowIsMatchedToo() {
    String name = "a".repeat(100_000);

    assertThat(new NamePattern("*a*a*a*a*a*a*a*a*a*a*b").matches(name)).isFalse();
    assertThat(new NamePattern("*a*a*a*a*a*a*a*a*a*a").matches(name)).isTrue();
  }
}
