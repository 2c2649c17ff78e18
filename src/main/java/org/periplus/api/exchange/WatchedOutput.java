package org.periplus.api.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The body of an answer on its way to the client, in pieces: what a slow client takes of a large
 * text is seen, and the server's connector holds at most one piece more than it wants to.
 */
final class WatchedOutput extends ServletOutputStream {

  private final ServletOutputStream client;
  private final Exchange exchange;
  private boolean waitsForNobody;

  WatchedOutput(ServletOutputStream client, Exchange exchange) {
    this.client = client;
    this.exchange = exchange;
  }

  @Override
  public void write(int one) throws IOException {
    exchange.write(() -> client.write(one));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    // Who has a listener may write once whenever the stream is ready, and never waits.
    int most = waitsForNobody ? length : Exchange.PIECE;
    for (int done = 0; done < length; done += most) {
      int begin = from + done;
      int size = Math.min(most, length - done);
      exchange.write(() -> client.write(bytes, begin, size));
    }
  }

  @Override
  public void flush() throws IOException {
    exchange.write(client::flush);
  }

  @Override
  public void close() throws IOException {
    exchange.write(client::close);
  }

  @Override
  public boolean isReady() {
    return client.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    waitsForNobody = true;
    client.setWriteListener(listener);
  }
}
