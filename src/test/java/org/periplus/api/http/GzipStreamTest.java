package org.periplus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipStreamTest {

  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  private final GzipStream stream = new GzipStream(plain);

  private String text() throws IOException {
    try (GZIPInputStream read =
        new GZIPInputStream(new ByteArrayInputStream(plain.toByteArray()))) {
      return new String(read.readAllBytes(), UTF_8);
    }
  }

  /** RESTEasy sends the headers with it, and whoever writes a page sets some of them. */
  @Test
  void writesNothingBeforeTheFirstByteOfTheText() throws IOException {
    assertThat(plain.size()).isZero();
    stream.write('a');
    stream.write("bc".getBytes(UTF_8));
    stream.flush();
    assertThat(plain.size()).isPositive();
    stream.finish();
    assertThat(text()).isEqualTo("abc");
  }

  @Test
  void ofNothingIsWholeToo() throws IOException {
    stream.finish();
    assertThat(text()).isEmpty();
  }
}
