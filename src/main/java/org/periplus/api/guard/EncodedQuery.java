package org.periplus.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose query is one of a URI: clients send braces, bars and quotes as they are, which
 * RFC 3986 does not let them, and some servers fail over it.
 */
final class EncodedQuery extends HttpServletRequestWrapper {

  private static final String NOT_OF_URIS = "\"<>\\^`{|}";

  private final String query;

  private EncodedQuery(HttpServletRequest request, String query) {
    super(request);
    this.query = query;
  }

  /** The request, or one with the same query percent-encoded. */
  static HttpServletRequest of(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null && query.chars().anyMatch(EncodedQuery::isStrange)
        ? new EncodedQuery(request, encoded(query))
        : request;
  }

  private static boolean isStrange(int sign) {
    return NOT_OF_URIS.indexOf(sign) >= 0;
  }

  private static String encoded(String query) {
    StringBuilder encoded = new StringBuilder();
    query
        .chars()
        .forEach(
            sign ->
                encoded.append(
                    isStrange(sign) ? "%%%02X".formatted(sign) : Character.toString(sign)));
    return encoded.toString();
  }

  @Override
  public String getQueryString() {
    return query;
  }
}
