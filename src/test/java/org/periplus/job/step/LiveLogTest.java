package org.periplus.job.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveLogTest {

  /** Ten bytes at the beginning and ten at the end. */
  private static final int KEPT = 20;

  @TempDir Path folder;

  private final AtomicInteger closed = new AtomicInteger();
  private Path file;
  private LiveLog log;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("logs/step.log");
    log = new LiveLog(file, KEPT, closed::incrementAndGet);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private void write(String text) throws IOException {
    log.write(text.getBytes(UTF_8));
  }

  private String content() throws IOException {
    return new String(log.content(Optional::empty).read().readAllBytes(), UTF_8);
  }

  @Test
  void keepsAShortLogAsItIs() throws IOException {
    write("one\n");
    write("two");

    assertThat(content()).isEqualTo("one\ntwo");
    log.close();
    log.close();
    assertThat(file).hasContent("one\ntwo");
    assertThat(closed).hasValue(1);
  }

  @Test
  void keepsItsBeginningWhenItsOutputComesAgainWithoutThat() throws IOException {
    write("12345\n789\nand what was lost with the server");
    try (LiveLog again = LiveLog.again(file, KEPT, () -> {})) {
      again.write("what the engine has left\nlast\n".getBytes(UTF_8));
    }

    assertThat(Files.readString(file)).startsWith("12345\n789\n").endsWith("last\n");
  }

  @Test
  void beginsAgainWhenItsBeginningWasNotWhole() throws IOException {
    write("12");
    try (LiveLog again = LiveLog.again(file, KEPT, () -> {})) {
      again.write("12345\n".getBytes(UTF_8));
    }

    assertThat(file).hasContent("12345\n");
  }

  @Test
  void losesNothingOfALogThatJustFits() throws IOException {
    write("01234567890123456789");

    assertThat(content()).isEqualTo("01234567890123456789");
    log.close();
    assertThat(file).hasContent("01234567890123456789");
    assertThat(folder.resolve("logs")).isDirectoryNotContaining("glob:**.tail");
  }

  @Test
  void keepsTheBeginningAndWholeLinesOfTheEnd() throws IOException {
    for (int i = 100; i < 200; i++) {
      write(i + "\n");
    }

    String expected = "100\n101\n10\n[periplus] 382 bytes are left out here\n198\n199\n";
    assertThat(content()).isEqualTo(expected);
    assertThat(new String(log.content(Optional::empty).read(8, 7).readAllBytes(), UTF_8))
        .isEqualTo(expected.substring(8, 15));
    log.close();
    assertThat(file).hasContent(expected);
  }

  @Test
  void givesAFollowerWhatComesAndThenTheEnd() throws IOException {
    List<String> seen = new ArrayList<>();
    long[] position = {0};
    boolean[] end = {false};
    Runnable follower =
        () -> {
          try {
            LiveLog.Part part = log.read(position[0], 100);
            byte[] bytes = new byte[part.bytes().remaining()];
            part.bytes().get(bytes);
            position[0] = part.position() + bytes.length;
            end[0] = part.end();
            seen.add(new String(bytes, UTF_8));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    write("before ");
    log.follow(follower);
    write("a");
    write("bcd");
    assertThat(end[0]).isFalse();
    log.close();

    assertThat(String.join("", seen)).isEqualTo("before abcd");
    assertThat(end[0]).isTrue();
    log.leave(follower);
  }

  @Test
  void aSlowFollowerGoesOnWithWhatIsStillThere() throws IOException {
    write("0123456789".repeat(10));

    LiveLog.Part first = log.read(0, 100);
    LiveLog.Part second = log.read(first.bytes().remaining(), 100);

    assertThat(first.position()).isZero();
    assertThat(first.bytes().remaining()).isEqualTo(10);
    assertThat(second.position()).isEqualTo(90);
    assertThat(second.bytes().remaining()).isEqualTo(10);
  }
}
