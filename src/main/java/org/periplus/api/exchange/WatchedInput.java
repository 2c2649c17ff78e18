package org.periplus.api.exchange;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The body of a request on its way from the client. For one thread at a time. */
final class WatchedInput extends ServletInputStream {

  private final ServletInputStream client;
  private final Exchange exchange;

  WatchedInput(ServletInputStream client, Exchange exchange) {
    this.client = client;
    this.exchange = exchange;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return exchange.read(() -> client.read(bytes, from, length));
  }

  @Override
  public int available() throws IOException {
    return client.available();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  @Override
  public boolean isFinished() {
    return client.isFinished();
  }

  @Override
  public boolean isReady() {
    return client.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    client.setReadListener(listener);
  }
}
