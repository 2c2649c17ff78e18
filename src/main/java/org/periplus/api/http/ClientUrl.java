package org.periplus.api.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.periplus.configuration.Service;

/**
 * Who asks, and for which URL, of requests that have not reached a resource yet. Threads share it.
 */
@Service
public class ClientUrl {

  private static final Pattern OF_PROXIES =
      Pattern.compile("Forwarded|X-Forwarded.*|X-Real-IP|Via", Pattern.CASE_INSENSITIVE);

  private final RootUrl root;
  private final TrustedProxies proxies;

  @Inject
  public ClientUrl(RootUrl root, TrustedProxies proxies) {
    this.root = root;
    this.proxies = proxies;
  }

  /** The URL of the application's root as the client reaches it, without a slash at its end. */
  public String of(HttpServletRequest request) {
    // The host is not put into a URL before it is known, so it is left out where it would not fit.
    String host = request.getServerName();
    boolean fits = host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?");
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    URI asked =
        URI.create(
            request.getScheme()
                + "://"
                + (fits ? bracketed : "localhost")
                + ":"
                + request.getServerPort());
    return root.of(asked, request.getRemoteAddr(), headers(request));
  }

  /** The address of the client, which trusted proxies may name. */
  public String client(HttpServletRequest request) {
    return proxies.client(request.getRemoteAddr(), headers(request));
  }

  /** Whether a proxy passed the request on that nobody trusts: the client is not known then. */
  public boolean isHidden(HttpServletRequest request) {
    return !proxies.trusts(request.getRemoteAddr()) && isPassedOn(request);
  }

  /** Whether a proxy passed the request on, and says so. */
  public static boolean isPassedOn(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream().anyMatch(ClientUrl::isOfProxies);
  }

  /** Whether a header is one by which proxies say whose request they pass on, and from where. */
  public static boolean isOfProxies(String name) {
    return OF_PROXIES.matcher(name).matches();
  }

  private static Function<String, String> headers(HttpServletRequest request) {
    return name -> {
      List<String> values = Collections.list(request.getHeaders(name));
      return values.isEmpty() ? null : String.join(",", values);
    };
  }
}
