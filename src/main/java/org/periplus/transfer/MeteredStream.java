package org.periplus.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives no more than it is allowed to: what reads the headers of an archive keeps in memory what
 * they say. Used by one thread.
 */
final class MeteredStream extends FilterInputStream {

  private long allowed;

  MeteredStream(InputStream bytes) {
    super(bytes);
  }

  /** Gives so many bytes from now on. */
  void allow(long most) {
    allowed = most;
  }

  private void count(long more) throws IOException {
    allowed -= Math.max(0, more);
    if (allowed < 0) {
      throw new IOException("The headers of the archive are too long");
    }
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    count(n);
    return n;
  }

  @Override
  public long skip(long most) throws IOException {
    long n = super.skip(most);
    count(n);
    return n;
  }
}
