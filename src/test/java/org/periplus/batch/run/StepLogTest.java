package org.periplus.batch.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.job.step.LiveLog;

class StepLogTest {

  @TempDir Path folder;

  private StepLog log;

  @BeforeEach
  void open() throws IOException {
    log = new StepLog(new LiveLog(folder.resolve("logs/step.log"), Long.MAX_VALUE, () -> {}));
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private void write(String text) throws IOException {
    log.stdout(text.getBytes(UTF_8));
  }

  @Test
  void canBeReadWhileItIsWritten() throws IOException {
    log.note("image debian");
    write("one\nhalf a li");

    assertThat(folder.resolve("logs/step.log"))
        .hasContent("[periplus] image debian\none\nhalf a li");
  }

  @Test
  void keepsEveryByte() throws IOException {
    byte[] bytes = {0, (byte) 0xff, '\r', 7, '\n', (byte) 0x80};

    log.stdout(bytes);

    assertThat(Files.readAllBytes(folder.resolve("logs/step.log"))).isEqualTo(bytes);
  }

  @Test
  void marksTheLinesOfTheStandardErrorAndBreaksALineThatAnotherStreamInterrupts()
      throws IOException {
    write("10 %");
    log.stderr("no such".getBytes(UTF_8));
    log.stderr(" scene\nsecond\n".getBytes(UTF_8));
    write(" 20 %\n");
    log.note("ended");

    assertThat(folder.resolve("logs/step.log"))
        .hasContent("10 %\n[stderr] no such scene\n[stderr] second\n 20 %\n[periplus] ended\n");
  }

  @Test
  void remembersTheLastLineThatIsNotBlank() throws IOException {
    write("first\nsecond");
    write(" half\n\n  \n");

    assertThat(log.lastLine()).contains("second half");
  }

  @Test
  void prefersTheLastLineOfTheStandardError() throws IOException {
    log.stderr("no such scene\n".getBytes(UTF_8));
    write("working\n");

    assertThat(log.lastLine()).contains("no such scene");
  }

  @Test
  void theLastLineNeedsNoNewline() throws IOException {
    write("first\nError: caf\u00e9");

    assertThat(log.lastLine()).contains("Error: caf\u00e9");
  }

  @Test
  void aCarriageReturnEndsALineAsProgressBarsHaveIt() throws IOException {
    write("10 %\r20 %\rdone\r");

    assertThat(log.lastLine()).contains("done");
  }

  @Test
  void notesAreNoLinesOfTheTool() throws IOException {
    log.note("command true");

    assertThat(log.lastLine()).isEmpty();
  }

  @Test
  void aLineWithoutEndTakesNoMoreMemoryThanItsBeginning() throws IOException {
    write("x".repeat(100_000));

    assertThat(log.lastLine().orElseThrow()).hasSize(2_000);
  }
}
