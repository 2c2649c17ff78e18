package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.periplus.api.file.ByteRange;

/** The header {@code Range}, for files of several sizes. */
@Tag("fuzz")
class RangeFuzz {

  private static final long[] SIZES = {0, 1, 10, Long.MAX_VALUE};

  @FuzzTest
  void liesInTheFile(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    for (long size : SIZES) {
      try {
        ByteRange.parse(text, size)
            .ifPresent(
                range -> {
                  assertThat(range.first()).isBetween(0L, size - 1);
                  assertThat(range.last()).isBetween(range.first(), size - 1);
                  assertThat(range.length()).isPositive();
                });
      } catch (ByteRange.NotSatisfiableException e) {
        Refusal.check(e.getMessage(), text);
      }
    }
  }
}
