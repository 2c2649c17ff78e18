package org.periplus.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.periplus.configuration.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The URL of the application's root as the client of a request reaches it: the configured one, or
 * what trusted proxies say, or what the request itself says. Threads share it.
 */
@Service
public class RootUrl {

  private static final Logger LOG = LoggerFactory.getLogger(RootUrl.class);

  private final Optional<URI> configured;
  private final TrustedProxies proxies;

  @Inject
  public RootUrl(HttpConfiguration configuration, TrustedProxies proxies) {
    configured = configuration.baseUrl();
    this.proxies = proxies;
  }

  /** Makes a wrong configuration stop the start instead of the first request. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object start) {
    LOG.debug("{} trusted proxies", proxies.count());
  }

  /**
   * The URL, without a slash at its end.
   *
   * @param asked the root as the request itself says
   * @param peer the address that the request came from
   * @param header gives a header of the request, several of a name joined with commas; null when
   *     there is none
   */
  public String of(URI asked, String peer, Function<String, String> header) {
    String url = configured.map(URI::toString).orElseGet(() -> seen(asked, peer, header));
    return url.replaceFirst("/+$", "");
  }

  private String seen(URI asked, String peer, Function<String, String> header) {
    if (!proxies.trusts(peer)) {
      return asked.toString();
    }
    Hop said = proxies.believed(peer, header);
    String scheme = said.proto().orElse(asked.getScheme());
    String host = said.host().orElse(asked.getAuthority());
    return scheme
        + "://"
        + host
        + port(scheme, host, said)
        + said.prefix().orElse("")
        + asked.getPath();
  }

  private static String port(String scheme, String host, Hop said) {
    String usual = scheme.equals("https") ? "443" : "80";
    return said.port()
        .filter(port -> !port.equals(usual) && !host.matches(".*:\\d+"))
        .map(port -> ":" + port)
        .orElse("");
  }
}
