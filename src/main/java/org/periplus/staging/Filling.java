package org.periplus.staging;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Fills a buffer out of a stream. A connection gives a little at a time, and what is done with each
 * buffer costs the same for a little as for much; but what comes slowly is not kept back for long.
 * Used once, by one thread.
 */
final class Filling {

  private static final long LONGEST_NANOS = Duration.ofMillis(200).toNanos();

  private final byte[] buffer;
  private int count;
  private IOException failure;

  Filling(byte[] buffer) {
    this.buffer = buffer;
  }

  /**
   * Reads until the buffer is full, a while is over, or the stream ends or breaks.
   *
   * @return whether the stream may have more
   */
  boolean from(InputStream stream) {
    long begun = System.nanoTime();
    try {
      while (count < buffer.length && System.nanoTime() - begun < LONGEST_NANOS) {
        int read = stream.read(buffer, count, buffer.length - count);
        if (read < 0) {
          return false;
        }
        count += read;
      }
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  /** How many bytes came. */
  int count() {
    return count;
  }

  /** Throws what broke the stream, if that is how it ended. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
