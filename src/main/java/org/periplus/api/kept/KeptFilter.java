package org.periplus.api.kept;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import org.periplus.process.CatalogueVersion;
import org.periplus.security.access.Operation;
import org.periplus.security.audit.AuditTrail;

/**
 * Notes, before an answer is made that may be kept, of which version of the processes it is. Where
 * each such request is to be in the audit trail, or a page may be answered, nothing is noted, and
 * nothing kept.
 */
@Provider
@Kept
@ApplicationScoped
public class KeptFilter implements ContainerRequestFilter {

  private final CatalogueVersion processes;
  private final AuditTrail trail;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public KeptFilter() {
    this(null, null);
  }

  @Inject
  public KeptFilter(CatalogueVersion processes, AuditTrail trail) {
    this.processes = processes;
    this.trail = trail;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(Operation.PROPERTY) instanceof Operation operation
        && !trail.has(operation, Response.Status.OK.getStatusCode())
        && request.getAcceptableMediaTypes().stream().noneMatch(KeptFilter::isOfPages)) {
      request.setProperty(KeptAnswers.VERSION, processes.now());
    }
  }

  /** Pages say more than the processes: who is logged in, and what jobs do. */
  private static boolean isOfPages(MediaType type) {
    return type.getType().equalsIgnoreCase("text")
        || type.getSubtype().toLowerCase(Locale.ROOT).contains("html");
  }
}
