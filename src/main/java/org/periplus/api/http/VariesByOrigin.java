package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Tells caches what {@link Cors} does: Jersey puts what resources say in {@code Vary} in the place
 * of what the guard has said.
 */
@Provider
@ApplicationScoped
public class VariesByOrigin implements ContainerResponseFilter {

  private final CorsConfiguration cors;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public VariesByOrigin() {
    this(null);
  }

  @Inject
  public VariesByOrigin(CorsConfiguration cors) {
    this.cors = cors;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (cors.origins().isPresent()) {
      response.getHeaders().add(HttpHeaders.VARY, "Origin");
    }
  }
}
