package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Closes the connection after a request with a body where none is read, or not all of it, so that
 * no server takes such a body for the beginning of the next request.
 */
@Provider
@ApplicationScoped
public class UnreadBodies implements ContainerResponseFilter {

  private static final Set<String> READ = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private static final int TOO_LARGE = Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();

  @Context private HttpServletRequest connection;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean body = request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    // In HTTP/2 a body is a stream of its own, and such a header is not allowed.
    boolean tooLarge =
        response.getStatus() == TOO_LARGE && connection.getProtocol().startsWith("HTTP/1");
    if (tooLarge || (body && !READ.contains(request.getMethod()))) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }
}
