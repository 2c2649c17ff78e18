package org.periplus.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.api.http.RootUrl;
import org.periplus.security.CurrentTenant;

/**
 * Takes the tenant out of {@code /{tenant}/ogc-api/…}, so that resources are written once, and
 * notes the URL under which the client reaches the tenant's landing page. Whoever opens the
 * server's root is sent to the landing page of the default tenant.
 */
@Provider
@PreMatching
@ApplicationScoped
public class TenantFilter implements ContainerRequestFilter {

  private static final Pattern WITH_TENANT = Pattern.compile("([^/]+)/(ogc-api(?:/.*)?)");

  private final CurrentTenant tenant;
  private final Links links;
  private final RootUrl root;
  private final HttpServletRequest client;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public TenantFilter() {
    this(null, null, null, null);
  }

  @Inject
  public TenantFilter(CurrentTenant tenant, Links links, RootUrl root, HttpServletRequest client) {
    this.tenant = tenant;
    this.links = links;
    this.root = root;
    this.client = client;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    String path = uri.getPath(false).replaceFirst("^/", "");
    String base = root(request);
    if (path.isEmpty()) {
      URI landingPage = URI.create(base + "/ogc-api/");
      request.abortWith(Response.status(Status.TEMPORARY_REDIRECT).location(landingPage).build());
      return;
    }
    if (path.equals("ogc-api") || path.startsWith("ogc-api/")) {
      beginAt(base + "/ogc-api", path, request);
      return;
    }
    Matcher matcher = WITH_TENANT.matcher(path);
    if (matcher.matches() && CurrentTenant.isName(matcher.group(1))) {
      tenant.become(matcher.group(1));
      beginAt(base + "/" + matcher.group(1) + "/ogc-api", matcher.group(2), request);
      String query = uri.getRequestUri().getRawQuery();
      request.setRequestUri(
          uri.getBaseUri(),
          URI.create(uri.getBaseUri() + matcher.group(2) + (query == null ? "" : "?" + query)));
    }
  }

  private void beginAt(String landingPage, String path, ContainerRequestContext request) {
    links.beginAt(landingPage);
    request.setProperty(Links.LANDING_PAGE, links.landingPage());
    request.setProperty(Links.SELF, landingPage + path.substring("ogc-api".length()));
  }

  /** The application's root without a slash at its end, as the client reaches it. */
  private String root(ContainerRequestContext request) {
    return root.of(
        request.getUriInfo().getBaseUri(), client.getRemoteAddr(), request::getHeaderString);
  }
}
