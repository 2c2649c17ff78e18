package org.periplus.api.kept;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.periplus.api.http.ClientUrl;
import org.periplus.security.identity.Caller;

/**
 * All of a request that its answer may depend on: two that are equal in it get the same answer.
 *
 * @param root the URL of the server as the client reaches it
 * @param target the path and the query, as the client wrote them
 * @param headers those that are not known to make no difference, with small names
 */
record AskedFor(String root, String target, Caller caller, Map<String, List<String>> headers) {

  /**
   * What does not matter, beside what proxies say, which is in {@link #root}: who sent it is in
   * {@link #caller}, and on the others no answer that is kept depends. All that is not named
   * counts.
   */
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "authorization",
          "cache-control",
          "connection",
          "dnt",
          "keep-alive",
          "pragma",
          "priority",
          "referer",
          "traceparent",
          "tracestate",
          "upgrade-insecure-requests",
          "user-agent",
          "x-request-id");

  static AskedFor of(HttpServletRequest request, String root, Caller caller) {
    String query = request.getQueryString();
    return new AskedFor(
        root,
        query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
        caller,
        headers(request));
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String small = name.toLowerCase(Locale.ROOT);
      if (!WITHOUT_MEANING.contains(small) && !ClientUrl.isOfProxies(small)) {
        headers.put(small, Collections.list(request.getHeaders(name)));
      }
    }
    return headers;
  }

  /** About how many characters it takes in memory. */
  int length() {
    return root.length()
        + target.length()
        + caller.toString().length()
        + headers.toString().length();
  }
}
