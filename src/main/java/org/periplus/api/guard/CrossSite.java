package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.CorsConfiguration;
import org.periplus.configuration.Service;

/**
 * Whether a page of another site made a browser send a request, with whatever the browser knows of
 * this server. Only browsers send {@code Sec-Fetch-Site} and {@code Origin}, and no page can change
 * them. Threads share it.
 */
@Service
public class CrossSite {

  private static final String ORIGIN = "Origin";

  private final CorsConfiguration cors;
  private final ClientUrl url;

  @Inject
  public CrossSite(CorsConfiguration cors, ClientUrl url) {
    this.cors = cors;
    this.url = url;
  }

  /** Whether another site sent it that is none of {@code periplus.http.cors.origins}. */
  public boolean sent(HttpServletRequest request) {
    String origin = request.getHeader(ORIGIN);
    return !(origin != null && cors.allows(origin)) && isForeign(request);
  }

  /** Whether another origin sent it, any one. */
  boolean isForeign(HttpServletRequest request) {
    String origin = request.getHeader(ORIGIN);
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !Set.of("same-origin", "none").contains(site.toLowerCase(Locale.ROOT));
    }
    return origin != null && !isOwn(origin, request);
  }

  /**
   * Whether a page may have sent it, of any site but our own, or with what a browser keeps of a
   * user. What pages can send unasked counts only where this is not so.
   */
  public boolean mayBeOfPage(HttpServletRequest request) {
    return isForeign(request) || refers(request) || request.getHeader("Cookie") != null;
  }

  /** Whether a browser would show the address of another site's page as that from which it came. */
  private boolean refers(HttpServletRequest request) {
    String referer = request.getHeader("Referer");
    return referer != null && !isOwn(referer, request);
  }

  /**
   * Whether a page may have led to it, of any site or of ours: then it is no order to work. With a
   * session it always may, since browsers send the cookie along with each link that is followed.
   */
  public boolean leads(HttpServletRequest request) {
    return sent(request) || refers(request) || PageSession.of(request).isPresent();
  }

  private boolean isOwn(String other, HttpServletRequest request) {
    Optional<String> theirs = authority(other);
    return theirs.isPresent()
        && (theirs.equals(authority(url.of(request)))
            || theirs.get().equalsIgnoreCase(request.getHeader("Host")));
  }

  private static Optional<String> authority(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() == null) {
        return Optional.empty();
      }
      boolean usual =
          uri.getPort() < 0
              || uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return Optional.of(usual ? host : host + ":" + uri.getPort());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
