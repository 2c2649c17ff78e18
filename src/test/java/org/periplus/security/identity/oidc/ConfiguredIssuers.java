package org.periplus.security.identity.oidc;

import java.util.List;
import java.util.Optional;
import org.periplus.security.EgressConfiguration;

/** Issuers that no configuration file names. */
public final class ConfiguredIssuers {

  /** What the issuer is called. */
  public static final String NAME = "sso";

  private ConfiguredIssuers() {}

  /** One, where this server is a client with a secret. */
  public static Issuers of(String url, EgressConfiguration egress) {
    return new Issuers(
        IssuerConfiguration.all(
            List.of("periplus.security.oidc.issuers." + NAME + ".url"),
            key ->
                Optional.ofNullable(
                    switch (key.substring(key.lastIndexOf('.') + 1)) {
                      case "url" -> url;
                      case "audience" -> LocalIssuer.AUDIENCE;
                      case "client-id" -> "periplus";
                      case "client-secret" -> "the secret of the client";
                      default -> null;
                    })),
        OidcConfiguration.defaults(),
        egress,
        System::nanoTime);
  }
}
