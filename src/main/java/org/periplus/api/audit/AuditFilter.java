package org.periplus.api.audit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.api.guard.RequestAudit;
import org.periplus.security.CurrentTenant;
import org.periplus.security.access.Operation;
import org.periplus.security.access.OperationPath;
import org.periplus.security.identity.Account;

/**
 * Records what was asked for when its answer begins: a log that is followed for hours is in the
 * trail from its first line on. The answer may come from another thread than the request.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String BEGUN = "org.periplus.audit";
  private static final Pattern JOB = Pattern.compile("/jobs/([0-9a-f-]{36})>; rel=\"monitor\"");

  private final RequestAudit audit;
  private final CurrentTenant tenant;
  private final HttpServletRequest client;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public AuditFilter() {
    this(null, null, null);
  }

  @Inject
  public AuditFilter(RequestAudit audit, CurrentTenant tenant, HttpServletRequest client) {
    this.audit = audit;
    this.tenant = tenant;
    this.client = client;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(
        BEGUN, new Begun(audit.begun(client, tenant.name()), client.getRequestURI()));
  }

  /**
   * @param path as the client wrote it
   */
  private record Begun(RequestAudit.Begun request, String path) {}

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGUN) instanceof Begun begun) {
      if (request.getProperty(Operation.PROPERTY) instanceof Operation operation) {
        if (begun.request().isRecorded(operation, response.getStatus())) {
          answered(OperationPath.of(operation, begun.path()), begun, request, response);
        }
      } else {
        OperationPath.of(request.getMethod(), begun.path())
            .ifPresent(asked -> answered(asked, begun, request, response));
      }
    }
  }

  private static void answered(
      OperationPath asked,
      Begun begun,
      ContainerRequestContext request,
      ContainerResponseContext response) {
    RequestAudit.Begun asking =
        request.getProperty(RequestAudit.WHO) instanceof Account account
            ? begun.request().by(account)
            : begun.request();
    asking.answered(asked, response.getStatus(), made(response));
  }

  /** The last part of the address of what was made, or the job whose results were waited for. */
  private static String made(ContainerResponseContext response) {
    String location = response.getHeaderString(HttpHeaders.LOCATION);
    if (response.getStatus() == Response.Status.CREATED.getStatusCode() && location != null) {
      return location.replaceFirst(".*/", "");
    }
    String links = response.getHeaderString(HttpHeaders.LINK);
    Matcher job = JOB.matcher(links == null ? "" : links);
    return job.find() ? job.group(1) : "";
  }
}
