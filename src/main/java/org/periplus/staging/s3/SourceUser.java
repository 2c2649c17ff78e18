package org.periplus.staging.s3;

import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.identity.oidc.exchange.UserTokens;

/**
 * For whom inputs are fetched.
 *
 * @param credentials the named secrets that count for them
 * @param tokens their own, exchanged
 */
public record SourceUser(String tenant, UsableCredentials credentials, UserTokens tokens) {

  /** With named secrets alone. */
  public SourceUser(String tenant, UsableCredentials credentials) {
    this(tenant, credentials, UserTokens.none());
  }
}
