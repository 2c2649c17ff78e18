package org.periplus.api.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({"bytes=0-4,0,4", "bytes=5-,5,9", "bytes=-3,7,9", "bytes=-30,0,9", "bytes=8-100,8,9"})
  void readsOneRange(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=4-2", "bytes=-", "items=0-1"})
  void sendsTheWholeFileForWhatItDoesNotServe(String header) {
    assertThat(ByteRange.parse(header, 10)).isEmpty();
  }

  @Test
  void refusesARangeAfterTheEnd() {
    assertThatThrownBy(() -> ByteRange.parse("bytes=10-", 10))
        .isInstanceOf(ByteRange.NotSatisfiableException.class);
  }
}
