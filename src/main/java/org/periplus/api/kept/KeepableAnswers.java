package org.periplus.api.kept;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.function.Supplier;
import org.periplus.security.access.Operation;
import org.periplus.security.audit.AuditTrail;

/**
 * Notes, before an answer is made that may be kept, what it is made of. Where each such request is
 * to be in the audit trail, or a page may be answered, nothing is noted, and nothing kept.
 */
@Dependent
public class KeepableAnswers {

  private final AuditTrail trail;

  @Inject
  public KeepableAnswers(AuditTrail trail) {
    this.trail = trail;
  }

  /** Whether the answer of the request may be kept at all. */
  public boolean include(ContainerRequestContext request) {
    return request.getProperty(Operation.PROPERTY) instanceof Operation operation
        && !trail.has(operation, Response.Status.OK.getStatusCode())
        && request.getAcceptableMediaTypes().stream().noneMatch(KeepableAnswers::isOfPages);
  }

  /**
   * Lets the answer be kept for as long as what it is made of is equal to what it is now.
   *
   * @param then what it is, read before the answer is made
   * @param now reads it again, for any thread
   */
  public void note(ContainerRequestContext request, Object then, Supplier<?> now) {
    request.setProperty(KeptAnswers.SOURCE, new Source(then, now));
  }

  /** Pages say more: who is logged in, and what jobs do. */
  private static boolean isOfPages(MediaType type) {
    return type.getType().equalsIgnoreCase("text")
        || type.getSubtype().toLowerCase(Locale.ROOT).contains("html");
  }
}
