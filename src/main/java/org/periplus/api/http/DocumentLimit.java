package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.periplus.configuration.DataSize;
import org.periplus.security.EgressConfiguration;

/** Bounds the bodies that are application packages. */
@Provider
@ReadsDocument
@Priority(Priorities.ENTITY_CODER)
@ApplicationScoped
public class DocumentLimit implements ContainerRequestFilter {

  private final DataSize most;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public DocumentLimit() {
    most = null;
  }

  @Inject
  public DocumentLimit(BodyConfiguration configuration, EgressConfiguration egress) {
    most = configuration.maxDocument().orElse(egress.maxDocumentSize());
  }

  @Override
  public void filter(ContainerRequestContext request) {
    BoundedBody.set(request, most.bytes(), "periplus.http.max-document-size");
  }
}
