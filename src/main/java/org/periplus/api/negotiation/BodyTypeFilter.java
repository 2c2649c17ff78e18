package org.periplus.api.negotiation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.periplus.api.guard.CrossSite;
import org.periplus.api.http.Takes;

/** Refuses a body whose media type its resource does not read, and says which it reads. */
@Provider
@ApplicationScoped
public class BodyTypeFilter implements ContainerRequestFilter {

  private final CrossSite crossSite;
  private final HttpServletRequest client;

  @Context private ResourceInfo resource;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public BodyTypeFilter() {
    this(null, null);
  }

  @Inject
  public BodyTypeFilter(CrossSite crossSite, HttpServletRequest client) {
    this.crossSite = crossSite;
    this.client = client;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Takes takes = resource.getResourceMethod().getAnnotation(Takes.class);
    MediaType type = request.getMediaType();
    boolean nothing = type == null && !hasBody(request);
    if (takes != null && !nothing && !takes.value().has(type, crossSite.mayBeOfPage(client))) {
      throw takes.value().refusal(request.getMethod());
    }
  }

  /** The length is looked at as it is written: Jakarta REST knows none beyond an int. */
  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return request.getHeaderString("Transfer-Encoding") != null
        || (length != null && !length.strip().equals("0"));
  }
}
