package org.periplus.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses what is written to it. The first bytes of the format go out with the first of the
 * text, and not before: until then who writes may still set headers, which RESTEasy sends with the
 * first byte.
 */
final class GzipStream extends OutputStream {

  private static final int BUFFER = 8 * 1024;

  private final OutputStream plain;
  private GZIPOutputStream zipped;

  GzipStream(OutputStream plain) {
    this.plain = plain;
  }

  private GZIPOutputStream zipped() throws IOException {
    if (zipped == null) {
      // flushed as it comes: a log that is still being written must arrive
      zipped = new GZIPOutputStream(plain, BUFFER, true);
    }
    return zipped;
  }

  @Override
  public void write(int one) throws IOException {
    zipped().write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    zipped().write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    zipped().flush();
  }

  /** Ends the format; the stream below stays open. */
  void finish() throws IOException {
    zipped().finish();
  }

  @Override
  public void close() throws IOException {
    zipped().close();
  }
}
