package org.periplus.api.negotiation;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.Problem;
import org.periplus.api.QueryParameters;
import org.periplus.api.RequestRefusedException;

/**
 * Lets the query parameter {@code f} count as the header {@code Accept}, and lets each request
 * reach its resource, where {@link NotAcceptableFilter} knows what is served.
 */
@Provider
@PreMatching
@ApplicationScoped
public class FormatFilter implements ContainerRequestFilter {

  /** The property of a request that holds the media types that its client really takes. */
  static final String ACCEPTABLE = "org.periplus.acceptable";

  private static final String ANYTHING = ", " + AcceptedTypes.ADDED;

  @Override
  public void filter(ContainerRequestContext request) {
    String format = request.getUriInfo().getQueryParameters().getFirst("f");
    if (format != null && !isExecution(request)) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, accept(format));
    }
    request.setProperty(ACCEPTABLE, acceptable(request));
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    if (accept != null && !accept.isBlank()) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, accept + ANYTHING);
    }
  }

  /** The query parameters of {@code GET …/execution} are inputs; one may be called f. */
  private static boolean isExecution(ContainerRequestContext request) {
    return request.getMethod().equals(HttpMethod.GET)
        && request.getUriInfo().getPath().endsWith("/execution");
  }

  private static String accept(String format) {
    return Format.named(format)
        .orElseThrow(() -> QueryParameters.refused("f", format, "one of " + Format.codes()))
        .accept();
  }

  private static List<MediaType> acceptable(ContainerRequestContext request) {
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    try {
      return request.getAcceptableMediaTypes();
    } catch (WebApplicationException | ProcessingException | IllegalArgumentException e) {
      // the refusal is negotiated, too
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
      throw new RequestRefusedException(
          Problem.plain(
              BAD_REQUEST, "The header Accept is '" + accept + "'; it is no list of media types."));
    }
  }
}
