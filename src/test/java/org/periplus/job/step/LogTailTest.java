package org.periplus.job.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path folder;

  private List<String> tail(String log, int most) throws IOException {
    Path file = Files.writeString(folder.resolve("a.log"), log);
    long size = log.getBytes(StandardCharsets.UTF_8).length;
    return LogTail.of(
        new LogContent(file, size, new byte[0], size, Instant.EPOCH, Optional::empty), most);
  }

  @Test
  void hasTheLastLines() throws Exception {
    assertThat(tail("one\ntwo\nthree\n", 2)).containsExactly("two", "three");
    assertThat(tail("one\n", 50)).containsExactly("one");
    assertThat(tail("", 50)).isEmpty();
  }

  @Test
  void hasNoColoursAndNothingThatATerminalObeys() throws Exception {
    assertThat(tail("\u001b[31mred\u001b[0m \u001b[2Jgone\u0007\n", 5))
        .containsExactly("red ?[2Jgone?");
  }

  @Test
  void isShortHoweverLongLinesAre() throws Exception {
    List<String> lines = tail("x".repeat(1_000_000) + "\n" + "é".repeat(40_000) + "\nlast\n", 50);

    assertThat(lines).last().isEqualTo("last");
    assertThat(lines).allMatch(line -> line.length() < 2010);
  }
}
