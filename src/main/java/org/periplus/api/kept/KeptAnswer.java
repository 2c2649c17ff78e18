package org.periplus.api.kept;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** An answer as it was sent once. Immutable. */
final class KeptAnswer {

  /** About what a header takes in memory. */
  private static final int TOLD = 150;

  private final Source source;
  private final List<Consumer<HttpServletResponse>> told;
  private final byte[] body;

  /**
   * @param source what it was made of
   * @param told what the response was told, in this order
   * @param body the bytes that were sent, which nobody changes
   */
  KeptAnswer(Source source, List<Consumer<HttpServletResponse>> told, byte[] body) {
    this.source = source;
    this.told = List.copyOf(told);
    this.body = body;
  }

  /**
   * Whether it would be the same if it were made now.
   *
   * @throws org.periplus.persistence.DatabaseAwayException when the database does not answer
   */
  boolean isCurrent() {
    return source.isUnchanged();
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
    return body.length + told.size() * TOLD + source.length();
  }
}
