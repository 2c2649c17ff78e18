package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;

/**
 * Bounds what is parsed of a request before its body: the URL (RFC 9110, 15.5.15) and the values of
 * headers (RFC 6585, 5). Servers have limits of their own, from 8 KiB to a MiB.
 */
@Provider
@PreMatching
@Priority(HeaderLimit.FIRST)
@ApplicationScoped
public class HeaderLimit implements ContainerRequestFilter {

  static final int FIRST = 1;

  private final BodyConfiguration configuration;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public HeaderLimit() {
    this(null);
  }

  @Inject
  public HeaderLimit(BodyConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    long most = configuration.maxHeader().bytes();
    if (request.getUriInfo().getRequestUri().toString().length() > most) {
      throw tooLarge(
          "The URL may have %d characters (periplus.http.max-header-size); send a POST instead."
              .formatted(most),
          Response.Status.REQUEST_URI_TOO_LONG);
    }
    for (Map.Entry<String, List<String>> header : request.getHeaders().entrySet()) {
      long length = header.getValue().stream().mapToLong(String::length).sum();
      if (length > most) {
        throw tooLarge(
            "The header %s may have %d characters (periplus.http.max-header-size)."
                .formatted(header.getKey(), most),
            Response.Status.REQUEST_HEADER_FIELDS_TOO_LARGE);
      }
    }
  }

  private static WebApplicationException tooLarge(String detail, Response.Status status) {
    return new WebApplicationException(detail, status);
  }
}
