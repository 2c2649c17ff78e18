package org.periplus.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.staging.store.StoredFile;

class PlainTextTest {

  private static String shown(String text) throws IOException {
    return new String(
        PlainText.of(log(text.getBytes(StandardCharsets.UTF_8))).read().readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private static StoredFile log(byte[] bytes) {
    return new StoredFile() {
      @Override
      public String name() {
        return "a.log";
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public String mediaType() {
        return "text/plain";
      }

      @Override
      public Instant modified() {
        return Instant.EPOCH;
      }

      @Override
      public String entityTag() {
        return "\"a\"";
      }

      @Override
      public InputStream read(long from, long length) {
        return new ByteArrayInputStream(bytes, (int) from, (int) length);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\ttext\r\nwith ä and 漢\n",
        "\u001b[31mred\u001b[0m \u001b[1;38;5;196mbold\u001b[m \u001b[38:2::1:2:3mcolour"
      })
  void keepsTextAndColours(String text) throws IOException {
    assertThat(shown(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u001b]52;c;cm0gLXJm\u0007",
        "\u001bP1$r\u001b\\",
        "\u001b[6n",
        "\u001bc",
        "\u001b",
        "a\bb",
        "\u009b2J",
        "\u001b[31",
        "\u001b[3;\u001b[2Jm",
        "\u007f"
      })
  void showsNothingElseThatATerminalObeys(String text) throws IOException {
    String shown = shown(text);

    assertThat(shown.chars().filter(Character::isISOControl)).isEmpty();
    assertThat(shown.getBytes(StandardCharsets.UTF_8))
        .hasSameSizeAs(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void findsSequencesAtTheEndOfABlock() throws IOException {
    for (int before = 32 * 1024 - 8; before <= 32 * 1024 + 2; before++) {
      String filling = "x".repeat(before);
      assertThat(shown(filling + "\u001b[31mred")).isEqualTo(filling + "\u001b[31mred");
      assertThat(shown(filling + "\u001b[2J\u009bm")).isEqualTo(filling + "?[2J??m");
    }
  }
}
