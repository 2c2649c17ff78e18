package org.periplus.api.log;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets {@code follow=true} count as {@code Accept: text/event-stream} where logs are; who takes
 * anything gets text, unless they name pages as browsers do.
 */
@Provider
@PreMatching
@ApplicationScoped
@Priority(Priorities.HEADER_DECORATOR)
public class FollowFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().endsWith(".log")) {
      return;
    }
    if ("true".equals(request.getUriInfo().getQueryParameters().getFirst("follow"))) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.SERVER_SENT_EVENTS);
    } else if (takesAnything(request.getHeaderString(HttpHeaders.ACCEPT))) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.TEXT_PLAIN);
    }
  }

  /** Then servers choose the events or the text, each in its own way. */
  private static boolean takesAnything(String accept) {
    return accept == null
        || accept.isBlank()
        || (accept.contains(MediaType.WILDCARD)
            && !accept.contains(MediaType.TEXT_HTML)
            && !accept.contains(MediaType.SERVER_SENT_EVENTS));
  }
}
