package org.periplus.api.kept;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** An answer as it was sent once. Immutable. */
final class KeptAnswer {

  /** About what a header takes in memory. */
  private static final int TOLD = 150;

  private final long version;
  private final List<Consumer<HttpServletResponse>> told;
  private final byte[] body;

  /**
   * @param version of the processes that it was made of
   * @param told what the response was told, in this order
   * @param body the bytes that were sent, which nobody changes
   */
  KeptAnswer(long version, List<Consumer<HttpServletResponse>> told, byte[] body) {
    this.version = version;
    this.told = List.copyOf(told);
    this.body = body;
  }

  boolean isOf(long other) {
    return version == other;
  }

  /** Sends it once more. */
  void send(HttpServletResponse response) throws IOException {
    told.forEach(one -> one.accept(response));
    if (body.length > 0) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** About how many bytes it takes in memory. */
  int length() {
    return body.length + told.size() * TOLD;
  }
}
