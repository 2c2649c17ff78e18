package org.periplus.api.kept;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes down what a response is told while it goes to the client. Bytes are written down only of
 * one that {@link KeepableAnswers} has noted. For one thread at a time.
 */
final class RecordedAnswer extends HttpServletResponseWrapper {

  private final HttpServletRequest request;
  private final int longest;
  private final List<Consumer<HttpServletResponse>> told = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean whole = true;

  /**
   * @param longest how many bytes of a body are written down; a longer one is not kept
   */
  RecordedAnswer(HttpServletRequest request, HttpServletResponse response, int longest) {
    super(response);
    this.request = request;
    this.longest = longest;
  }

  /** What can be told again; empty when there was something that cannot. */
  Optional<KeptAnswer> answer(Source source) {
    return whole ? Optional.of(new KeptAnswer(source, told, body.toByteArray())) : Optional.empty();
  }

  private void tell(Consumer<HttpServletResponse> one) {
    told.add(one);
    one.accept((HttpServletResponse) getResponse());
  }

  private boolean isMarked() {
    return request.getAttribute(KeptAnswers.SOURCE) != null;
  }

  private void write(byte[] bytes, int from, int length) {
    if (whole && body.size() + length <= longest) {
      body.write(bytes, from, length);
    } else {
      giveUp();
    }
  }

  private void giveUp() {
    whole = false;
    body.reset();
  }

  @Override
  public void setStatus(int status) {
    tell(response -> response.setStatus(status));
  }

  @Override
  public void setHeader(String name, String value) {
    tell(response -> response.setHeader(name, value));
  }

  @Override
  public void addHeader(String name, String value) {
    tell(response -> response.addHeader(name, value));
  }

  @Override
  public void setIntHeader(String name, int value) {
    tell(response -> response.setIntHeader(name, value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    tell(response -> response.addIntHeader(name, value));
  }

  @Override
  public void setDateHeader(String name, long date) {
    tell(response -> response.setDateHeader(name, date));
  }

  @Override
  public void addDateHeader(String name, long date) {
    tell(response -> response.addDateHeader(name, date));
  }

  @Override
  public void setContentType(String type) {
    tell(response -> response.setContentType(type));
  }

  @Override
  public void setCharacterEncoding(String charset) {
    tell(response -> response.setCharacterEncoding(charset));
  }

  @Override
  public void setContentLength(int length) {
    tell(response -> response.setContentLength(length));
  }

  @Override
  public void setContentLengthLong(long length) {
    tell(response -> response.setContentLengthLong(length));
  }

  @Override
  public void addCookie(Cookie cookie) {
    giveUp();
    super.addCookie(cookie);
  }

  @Override
  public void sendError(int status) throws IOException {
    giveUp();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    giveUp();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    giveUp();
    super.sendRedirect(location);
  }

  @Override
  public void reset() {
    giveUp();
    super.reset();
  }

  @Override
  public void resetBuffer() {
    giveUp();
    super.resetBuffer();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    giveUp();
    return super.getWriter();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return isMarked() ? new Both(super.getOutputStream()) : super.getOutputStream();
  }

  /** To the client, and written down. */
  private final class Both extends ServletOutputStream {

    private final ServletOutputStream client;

    private Both(ServletOutputStream client) {
      this.client = client;
    }

    @Override
    public void write(int one) throws IOException {
      client.write(one);
      RecordedAnswer.this.write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      client.write(bytes, from, length);
      RecordedAnswer.this.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      client.flush();
    }

    @Override
    public void close() throws IOException {
      client.close();
    }

    @Override
    public boolean isReady() {
      return client.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      giveUp();
      client.setWriteListener(listener);
    }
  }
}
