package org.periplus.api.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.periplus.configuration.Service;

/**
 * Requests that pages of other origins have browsers send, where {@link CorsConfiguration} allows
 * them. What a refusal says is for these pages, too: they have to know that a token has expired.
 * Threads share it.
 */
@Service
public class Cors {

  private static final String ORIGIN = "Origin";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** What pages may read beside the headers that browsers show anyway. */
  private static final String EXPOSED =
      "Allow, Content-Encoding, Content-Range, ETag, Link, Location, Preference-Applied,"
          + " RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate";

  private final CorsConfiguration cors;

  @Inject
  public Cors(CorsConfiguration cors) {
    this.cors = cors;
  }

  /** Lets pages of the origins that may read the answer, whatever it will be. */
  public void set(HttpServletRequest request, HttpServletResponse response) {
    if (cors.origins().isEmpty()) {
      return;
    }
    response.addHeader("Vary", ORIGIN);
    String origin = request.getHeader(ORIGIN);
    if (origin == null || !cors.allows(origin)) {
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", cors.allowed(origin));
    response.setHeader("Access-Control-Expose-Headers", EXPOSED);
    if (cors.allowsCredentials(origin)) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
  }

  /**
   * Answers the question that a browser asks before a request, which never has a token: Fetch
   * standard, "CORS-preflight request".
   *
   * @return false if it is none, or of an origin that may not
   */
  public boolean answered(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader(ORIGIN);
    if (origin == null
        || !request.getMethod().equals("OPTIONS")
        || request.getHeader("Access-Control-Request-Method") == null
        || !cors.allows(origin)) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader("Access-Control-Max-Age", Long.toString(cors.maxAge().toSeconds()));
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null && headers.matches("[A-Za-z0-9, -]*")) {
      response.setHeader("Access-Control-Allow-Headers", headers);
    }
    return true;
  }
}
