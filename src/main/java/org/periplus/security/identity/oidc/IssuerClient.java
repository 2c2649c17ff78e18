package org.periplus.security.identity.oidc;

import java.util.List;
import java.util.Optional;

/**
 * As whom this server is known to an issuer. Immutable.
 *
 * @param id the client's name there
 * @param secret what proves it; empty for a client that has none
 * @param logsIn whether users of pages log in by it
 * @param scopes what is asked for when they do
 */
public record IssuerClient(
    String id, Optional<String> secret, boolean logsIn, List<String> scopes) {

  /** Without the secret: configurations are logged. */
  @Override
  public String toString() {
    return "client " + id;
  }
}
