package org.periplus.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.security.CurrentTenant;

/**
 * Takes the tenant out of {@code /{tenant}/ogc-api/…}, so that resources are written once, and
 * notes the URL under which the client reaches the tenant's landing page.
 */
@Provider
@PreMatching
@ApplicationScoped
public class TenantFilter implements ContainerRequestFilter {

  private static final Pattern WITH_TENANT = Pattern.compile("([^/]+)/(ogc-api(?:/.*)?)");

  private final CurrentTenant tenant;
  private final Links links;
  private final HttpConfiguration http;

  /** For CDI's proxy alone. */
  protected TenantFilter() {
    this(null, null, null);
  }

  @Inject
  public TenantFilter(CurrentTenant tenant, Links links, HttpConfiguration http) {
    this.tenant = tenant;
    this.links = links;
    this.http = http;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    String path = uri.getPath(false).replaceFirst("^/", "");
    String base = root(request);
    if (path.equals("ogc-api") || path.startsWith("ogc-api/")) {
      links.beginAt(base + "/ogc-api");
      return;
    }
    Matcher matcher = WITH_TENANT.matcher(path);
    if (matcher.matches() && CurrentTenant.isName(matcher.group(1))) {
      tenant.become(matcher.group(1));
      links.beginAt(base + "/" + matcher.group(1) + "/ogc-api");
      String query = uri.getRequestUri().getRawQuery();
      request.setRequestUri(
          uri.getBaseUri(),
          URI.create(uri.getBaseUri() + matcher.group(2) + (query == null ? "" : "?" + query)));
    }
  }

  /** The application's root without a slash at its end. */
  private String root(ContainerRequestContext request) {
    URI base = request.getUriInfo().getBaseUri();
    String url = base.toString();
    if (http.publicUrl().isPresent()) {
      url = http.publicUrl().get().toString();
    } else if (http.trustForwarded()) {
      url = forwarded(request, base);
    }
    return url.replaceFirst("/+$", "");
  }

  private static String forwarded(ContainerRequestContext request, URI base) {
    String scheme = header(request, "Proto", base.getScheme());
    String host = header(request, "Host", base.getAuthority());
    String port = header(request, "Port", "");
    boolean portCounts =
        !port.isEmpty()
            && !host.matches(".*:\\d+")
            && !(scheme.equals("http") && port.equals("80"))
            && !(scheme.equals("https") && port.equals("443"));
    return scheme
        + "://"
        + host
        + (portCounts ? ":" + port : "")
        + header(request, "Prefix", "").replaceFirst("/+$", "")
        + base.getPath();
  }

  /** The first of the values that a chain of proxies put there: the one nearest to the client. */
  private static String header(ContainerRequestContext request, String name, String otherwise) {
    String value = request.getHeaderString("X-Forwarded-" + name);
    return value == null || value.isBlank() ? otherwise : value.split(",", 2)[0].strip();
  }
}
