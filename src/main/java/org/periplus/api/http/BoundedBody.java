package org.periplus.api.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that ends the request with {@code 413} once it is larger than it may be: RFC 9110,
 * 15.5.14. Used by one thread.
 */
final class BoundedBody extends FilterInputStream {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedBody.class);
  private static final int BUFFER = 64 << 10;

  private final long most;
  private final String key;
  private long read;

  private BoundedBody(InputStream body, long most, String key) {
    super(body);
    this.most = most;
    this.key = key;
  }

  /**
   * Bounds the body of a request.
   *
   * @param key names the limit in the answer
   * @throws WebApplicationException if the request says itself that its body is larger
   */
  static void set(ContainerRequestContext request, long most, String key) {
    BoundedBody body = new BoundedBody(request.getEntityStream(), most, key);
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isMore(length, most)) {
      drain(body.in, 2 * most);
      throw tooLarge(most, key);
    }
    request.setEntityStream(body);
  }

  /**
   * Reads on and keeps nothing: a client that is still sending when its connection is closed never
   * sees the answer.
   *
   * @param most after how many bytes it is left alone nevertheless
   */
  static void drain(InputStream body, long most) {
    try {
      byte[] buffer = new byte[BUFFER];
      int count = 0;
      for (long drained = 0; count >= 0 && drained < most; drained += count) {
        count = body.read(buffer);
      }
    } catch (IOException | WebApplicationException e) {
      LOG.debug("The rest of a body is not read: {}", e.getMessage());
    }
  }

  /** What is no number is the server's affair. */
  private static boolean isMore(String length, long most) {
    try {
      return Long.parseLong(length.strip()) > most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static WebApplicationException tooLarge(long most, String key) {
    return new WebApplicationException(
        "The body may have %d bytes here (%s); send less, or give a reference to it."
            .formatted(most, key),
        Response.Status.REQUEST_ENTITY_TOO_LARGE);
  }

  /** Some bytes of a body. */
  private interface Part {
    int read() throws IOException;
  }

  /** A client that pauses too long, goes away or breaks its chunks is no error of the server. */
  private static int whole(Part part) {
    try {
      return part.read();
    } catch (IOException e) {
      throw new WebApplicationException(
          "The body did not come whole; send all of it, without long pauses.",
          e,
          Response.Status.BAD_REQUEST);
    }
  }

  @Override
  public int read() {
    int next = whole(super::read);
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int count = whole(() -> super.read(buffer, offset, length));
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) {
    read += more;
    if (read > most) {
      drain(in, 2 * most);
      throw tooLarge(most, key);
    }
  }
}
