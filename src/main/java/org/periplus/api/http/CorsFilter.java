package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Cross-origin requests of browsers, where {@link CorsConfiguration} allows them. */
@Provider
@PreMatching
@ApplicationScoped
public class CorsFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String ORIGIN = "Origin";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** What pages may read beside the headers that browsers show anyway. */
  private static final String EXPOSED =
      "Allow, Content-Encoding, Content-Range, ETag, Link, Location, Preference-Applied,"
          + " RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate";

  private final CorsConfiguration cors;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public CorsFilter() {
    this(null);
  }

  @Inject
  public CorsFilter(CorsConfiguration cors) {
    this.cors = cors;
  }

  /** Answers the question that a browser asks before a request. */
  @Override
  public void filter(ContainerRequestContext request) {
    String origin = request.getHeaderString(ORIGIN);
    if (origin == null
        || !request.getMethod().equals(HttpMethod.OPTIONS)
        || request.getHeaderString("Access-Control-Request-Method") == null
        || !cors.allows(origin)) {
      return;
    }
    Response.ResponseBuilder answer =
        Response.noContent()
            .header("Access-Control-Allow-Methods", METHODS)
            .header("Access-Control-Max-Age", cors.maxAge().toSeconds());
    String headers = request.getHeaderString("Access-Control-Request-Headers");
    if (headers != null && headers.matches("[A-Za-z0-9, -]*")) {
      answer.header("Access-Control-Allow-Headers", headers);
    }
    request.abortWith(answer.build());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String origin = request.getHeaderString(ORIGIN);
    if (cors.origins().isEmpty()) {
      return;
    }
    response.getHeaders().add(HttpHeaders.VARY, ORIGIN);
    if (origin == null || !cors.allows(origin)) {
      return;
    }
    response.getHeaders().putSingle("Access-Control-Allow-Origin", cors.allowed(origin));
    response.getHeaders().putSingle("Access-Control-Expose-Headers", EXPOSED);
    if (cors.allowsCredentials(origin)) {
      response.getHeaders().putSingle("Access-Control-Allow-Credentials", "true");
    }
  }
}
