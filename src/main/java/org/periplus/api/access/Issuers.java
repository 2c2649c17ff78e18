package org.periplus.api.access;

import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;

/** The identity providers whose tokens this server takes. */
public record Issuers(List<Issuer> issuers, List<Link> links) {

  /**
   * One of them.
   *
   * @param name what this server calls it
   * @param issuer what its tokens have as {@code iss}
   * @param configuration where it describes itself: OpenID Connect Discovery 1.0
   * @param deviceClient the public client by which programs let somebody log in: RFC 8628
   */
  public record Issuer(
      String name, String issuer, String configuration, Optional<String> deviceClient) {}
}
