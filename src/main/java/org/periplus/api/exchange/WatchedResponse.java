package org.periplus.api.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** A response that is watched while its body is sent. For one thread at a time. */
public final class WatchedResponse extends HttpServletResponseWrapper {

  private final Exchange exchange;
  private WatchedOutput stream;
  private PrintWriter writer;
  private boolean errorPageFollows;

  public WatchedResponse(HttpServletResponse response, Exchange exchange) {
    super(response);
    this.exchange = exchange;
  }

  /**
   * Sends what the server still holds. It would do so itself, afterwards and unwatched.
   *
   * @throws ClientGoneException if the client did not read it
   */
  public void finish() throws IOException {
    if (errorPageFollows) {
      return;
    }
    if (writer != null) {
      exchange.write(writer::close);
    } else {
      getOutputStream().close();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new WatchedOutput(super.getOutputStream(), exchange);
    }
    return stream;
  }

  /** The server's own: all that is large here is written as bytes. */
  @Override
  public PrintWriter getWriter() throws IOException {
    writer = super.getWriter();
    return writer;
  }

  @Override
  public void sendError(int status) throws IOException {
    sendError(status, null);
  }

  /** To nobody, nothing: Payara would try, and log two stack traces. */
  @Override
  public void sendError(int status, String message) throws IOException {
    if (!exchange.isEnded()) {
      errorPageFollows = true;
      super.sendError(status, message);
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    exchange.write(super::flushBuffer);
  }
}
