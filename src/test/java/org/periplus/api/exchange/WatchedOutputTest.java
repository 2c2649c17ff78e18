package org.periplus.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedOutputTest {

  private final Client client = new Client();
  private final WatchedOutput stream =
      new WatchedOutput(client, new Exchange("192.0.2.1", false, System::nanoTime, () -> {}));

  private static final class Client extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> lengths = new ArrayList<>();

    @Override
    public void write(int one) {
      bytes.write(one);
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes.write(some, from, length);
      lengths.add(length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      // It is told nothing here.
    }
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int at = 0; at < length; at++) {
      text[at] = (byte) (at * 31);
    }
    return text;
  }

  @Test
  void aLargeBodyIsSentInPieces() throws IOException {
    byte[] text = text(1_000_000);

    stream.write(text, 10, 999_000);
    stream.write(7);
    stream.write(text, 0, 0);

    assertThat(client.bytes.size()).isEqualTo(999_001);
    assertThat(client.bytes.toByteArray()).startsWith(Arrays.copyOfRange(text, 10, 5000));
    assertThat(client.bytes.toByteArray()).endsWith(text[999_009], (byte) 7);
    assertThat(client.lengths).allMatch(length -> length <= 16 * 1024);
  }

  @Test
  void whoIsToldWhenTheClientIsReadyWritesAllAtOnce() throws IOException {
    stream.setWriteListener(null);

    stream.write(text(100_000));

    assertThat(client.lengths).containsExactly(100_000);
  }
}
