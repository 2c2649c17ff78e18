package org.periplus.security.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.periplus.configuration.Entries;

/**
 * The proxy of a site, by which its machines reach the web. Immutable.
 *
 * @param direct hosts that are reached without it; those of a domain when one begins with a dot
 */
public record UpstreamProxy(URI url, List<String> direct) {

  private static final int DEFAULT_PORT = 80;

  /**
   * Reads how a site writes it.
   *
   * @param url {@code http://host:port}, with {@code user:password@} perhaps
   * @param direct hosts, separated by commas; {@code *} for all
   * @throws IllegalArgumentException if the URL is none of an HTTP proxy
   */
  public static UpstreamProxy of(String url, Optional<String> direct) {
    URI uri = URI.create(url.strip());
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "periplus.containers.proxy is no URL of an HTTP proxy, such as"
              + " http://proxy.example:3128");
    }
    return new UpstreamProxy(
        uri,
        direct.stream().flatMap(Entries::of).map(host -> host.toLowerCase(Locale.ROOT)).toList());
  }

  /** Whether requests for that host go by this proxy. */
  boolean isFor(String host) {
    String asked = host.toLowerCase(Locale.ROOT);
    return direct.stream()
        .noneMatch(
            each ->
                each.equals("*")
                    || asked.equals(each)
                    || asked.endsWith(each.startsWith(".") ? each : "." + each));
  }

  /** Where it listens; its name is looked up anew. */
  InetSocketAddress address() {
    return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
  }

  /** What it asks for in {@code Proxy-Authorization}, if its URL has a user. */
  Optional<String> authorization() {
    return Optional.ofNullable(url.getUserInfo())
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
  }
}
