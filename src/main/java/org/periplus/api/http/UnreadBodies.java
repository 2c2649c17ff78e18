package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Closes the connection after a request with a body where none is read, so that no server takes
 * such a body for the beginning of the next request.
 */
@Provider
@ApplicationScoped
public class UnreadBodies implements ContainerResponseFilter {

  private static final Set<String> READ = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean body = hasLength(request) || request.getHeaderString("Transfer-Encoding") != null;
    if (body && !READ.contains(request.getMethod())) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  /** As it is written: Jakarta REST knows lengths as far as an int goes, and fails beyond. */
  private static boolean hasLength(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.strip().equals("0");
  }
}
