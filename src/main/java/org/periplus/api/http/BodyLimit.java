package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Bounds every body; servers have limits of their own, which differ. */
@Provider
@Priority(Priorities.ENTITY_CODER)
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {

  private final BodyConfiguration configuration;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public BodyLimit() {
    this(null);
  }

  @Inject
  public BodyLimit(BodyConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    BoundedBody.set(request, configuration.maxBody().bytes(), "periplus.http.max-body-size");
  }
}
