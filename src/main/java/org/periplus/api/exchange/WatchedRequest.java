package org.periplus.api.exchange;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request that is watched while its body is taken. For one thread at a time. */
public final class WatchedRequest extends HttpServletRequestWrapper {

  private final Exchange exchange;
  private WatchedInput stream;

  public WatchedRequest(HttpServletRequest request, Exchange exchange) {
    super(request);
    this.exchange = exchange;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new WatchedInput(super.getInputStream(), exchange);
    }
    return stream;
  }
}
