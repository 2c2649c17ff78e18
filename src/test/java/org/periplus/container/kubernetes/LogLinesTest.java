package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLinesTest {

  private final LogLines lines = new LogLines();

  private String take(String text) {
    return new String(lines.take(text.getBytes(UTF_8)), UTF_8);
  }

  private static String at(int nanos, String line) {
    return "2026-11-27T14:00:00.%09dZ %s\n".formatted(nanos, line);
  }

  @Test
  void leavesTheTimesOut() {
    assertThat(take(at(1, "one") + at(2, "") + at(3, "2026 is no time")))
        .isEqualTo("one\n\n2026 is no time\n");
  }

  @Test
  void handsOverALineWhenItIsWhole() {
    String line = at(1, "one");

    assertThat(take(line.substring(0, 34))).isEmpty();
    assertThat(take(line.substring(34))).isEqualTo("one\n");
  }

  @Test
  void passesOverWhatComesAgainAfterABreak() {
    assertThat(take(at(1, "a") + at(2, "b") + at(2, "c") + "2026-11-27T14:00:00.0000"))
        .isEqualTo("a\nb\nc\n");

    lines.again();

    assertThat(take(at(1, "a") + at(2, "b") + at(2, "c") + at(2, "d") + at(3, "e")))
        .isEqualTo("d\ne\n");
  }

  @Test
  void losesNothingOfALogWhoseBeginningIsGone() {
    assertThat(take(at(1, "a") + at(2, "b"))).isEqualTo("a\nb\n");

    lines.again();

    assertThat(take(at(5, "c") + at(6, "d"))).isEqualTo("c\nd\n");
  }

  @Test
  void takesAClockThatGoesBackAsItIs() {
    assertThat(take(at(5, "a") + at(3, "b") + at(4, "c"))).isEqualTo("a\nb\nc\n");
  }

  @Test
  void joinsThePiecesOfALongLine() {
    String piece = "x".repeat(16 << 10);
    String line = at(1, piece).strip() + at(2, piece).strip() + at(3, "the end");

    assertThat(take(line)).isEqualTo(piece + piece + "the end\n");
  }

  @Test
  void handsOverTheLastLineWithoutAnEnd() {
    assertThat(take(at(1, "one").strip())).isEmpty();
    assertThat(new String(lines.takeRest(), UTF_8)).isEqualTo("one");
  }
}
