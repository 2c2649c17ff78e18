package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * What a browser may do with what it is answered (Content Security Policy): nothing, unless the
 * answer says more, as pages do. An answer that nothing has changed says nothing of it: what it
 * said would take the place of what the browser keeps with the page (RFC 9111, 4.3.4).
 */
@Provider
@ApplicationScoped
@Priority(Priorities.HEADER_DECORATOR) // after the filter that makes such an answer
public class ContentPolicy implements ContainerResponseFilter {

  public static final String HEADER = "Content-Security-Policy";

  /** For what jobs have made: no scripts, no forms, and none of this server's rights. */
  public static final String OF_RESULTS = "sandbox";

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean unchanged = response.getStatus() == Response.Status.NOT_MODIFIED.getStatusCode();
    if (!unchanged && !response.getHeaders().containsKey(HEADER)) {
      response.getHeaders().putSingle(HEADER, NOTHING);
    }
  }
}
