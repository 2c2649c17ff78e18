package org.periplus.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.security.AddressRange;

/**
 * How clients see this server.
 *
 * @param baseUrl the URL under which clients reach the application's root; when there is none, the
 *     one that they used
 * @param trustedProxies the addresses, or ranges of them such as {@code 10.0.0.0/8}, separated by
 *     commas (Payara injects no optional lists), of proxies whose headers {@code Forwarded} and
 *     {@code X-Forwarded-*} say which URL a client used
 * @param gzip whether text is compressed for clients that take it
 */
@Dependent
public record HttpConfiguration(
    @ConfigProperty(name = "periplus.base-url") Optional<URI> baseUrl,
    @ConfigProperty(name = "periplus.http.trusted-proxies") Optional<String> trustedProxies,
    @ConfigProperty(name = "periplus.http.gzip", defaultValue = "true") boolean gzip) {

  @Inject
  public HttpConfiguration {}

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
