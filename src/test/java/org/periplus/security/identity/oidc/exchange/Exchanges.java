package org.periplus.security.identity.oidc.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.identity.oidc.ConfiguredIssuers;
import org.periplus.security.identity.oidc.ExchangingIssuer;

/** Exchanges that no configuration file names. */
public final class Exchanges {

  private Exchanges() {}

  /** One, for an archive that asks for scopes. */
  public static TokenExchanges of(ExchangingIssuer issuer, String origin, Set<String> tenants) {
    return new TokenExchanges(
        ExchangeConfiguration.all(
            List.of("periplus.staging.in.exchange.archive.origins"),
            key ->
                Optional.ofNullable(
                    switch (key.substring(key.lastIndexOf('.') + 1)) {
                      case "origins" -> origin;
                      case "issuer" -> ConfiguredIssuers.NAME;
                      case "audience" -> "archive";
                      case "scopes" -> "read:scenes";
                      case "tenants" -> tenants.stream().collect(Collectors.joining(","));
                      default -> null;
                    })),
        ConfiguredIssuers.of(issuer.url(), EgressConfiguration.defaults().allowing("127.0.0.1")));
  }
}
