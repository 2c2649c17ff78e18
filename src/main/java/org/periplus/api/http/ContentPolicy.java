package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * What a browser may do with what it is answered (Content Security Policy): nothing, unless the
 * answer says more, as pages do.
 */
@Provider
@ApplicationScoped
public class ContentPolicy implements ContainerResponseFilter {

  public static final String HEADER = "Content-Security-Policy";

  /** For what jobs have made: no scripts, no forms, and none of this server's rights. */
  public static final String OF_RESULTS = "sandbox";

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!response.getHeaders().containsKey(HEADER)) {
      response.getHeaders().putSingle(HEADER, NOTHING);
    }
  }
}
