package org.periplus.api.negotiation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;

/** Links a page to the same document in JSON and the other way: RFC 8288. */
@Provider
@ApplicationScoped
public class AlternateLinks implements ContainerResponseFilter {

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() != Response.Status.OK.getStatusCode()
        || !isBoth(ServedTypes.of(resource.getResourceMethod()))
        || response.getMediaType() == null) {
      return;
    }
    boolean page = MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType());
    response
        .getHeaders()
        .add(
            HttpHeaders.LINK,
            "<%s?%sf=%s>; rel=\"alternate\"; type=\"%s\""
                .formatted(
                    request.getProperty(Links.SELF),
                    query(request),
                    page ? "json" : "html",
                    page ? Links.JSON : MediaType.TEXT_HTML));
  }

  private static boolean isBoth(List<String> served) {
    return served.contains(Links.PAGE) && served.size() > 1;
  }

  /** The other parameters of the query. */
  private static String query(ContainerRequestContext request) {
    String others =
        QueryParameters.withoutFormat(request.getUriInfo().getRequestUri().getRawQuery());
    return others.isEmpty() ? "" : others + "&";
  }
}
