package org.periplus.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.Entries;
import org.periplus.security.AddressRange;

/**
 * How clients see this server.
 *
 * @param baseUrl the URL under which clients reach the application's root; when there is none, the
 *     one that they used
 * @param trustedProxies the addresses, or ranges of them such as {@code 10.0.0.0/8}, separated by
 *     commas (Payara injects no optional lists), of proxies whose headers {@code Forwarded} and
 *     {@code X-Forwarded-*} say which URL a client used
 * @param hosts the names under which this server answers besides its own, that of {@code baseUrl}
 *     and those of the machine itself, separated by commas; {@code *} stands for any characters
 * @param hsts how long a browser that reached the server by TLS asks it by nothing else; zero for
 *     no such promise
 * @param gzip whether text is compressed for clients that take it
 */
@Dependent
public record HttpConfiguration(
    @ConfigProperty(name = "periplus.base-url") Optional<URI> baseUrl,
    @ConfigProperty(name = "periplus.http.trusted-proxies") Optional<String> trustedProxies,
    @ConfigProperty(name = "periplus.http.hosts") Optional<String> hosts,
    @ConfigProperty(name = "periplus.http.hsts", defaultValue = "P365D") Duration hsts,
    @ConfigProperty(name = "periplus.http.gzip", defaultValue = "true") boolean gzip) {

  @Inject
  public HttpConfiguration {}

  /** Whether a proxy stands before this server, as far as the configuration says. */
  public boolean isBehindProxy() {
    return baseUrl.isPresent() || trustedProxies.isPresent();
  }

  /** The names under which this server answers besides its own. */
  public List<String> namedHosts() {
    return hosts.stream().flatMap(Entries::of).toList();
  }

  /**
   * The trusted proxies.
   *
   * @throws IllegalArgumentException if one is no address and no range of addresses
   */
  List<AddressRange> trusted() {
    return trustedProxies.stream()
        .flatMap(entries -> Stream.of(entries.split(",", -1)))
        .map(String::strip)
        .map(AddressRange::of)
        .toList();
  }
}
