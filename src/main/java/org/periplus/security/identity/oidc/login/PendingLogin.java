package org.periplus.security.identity.oidc.login;

import java.time.Duration;
import java.time.Instant;

/**
 * A login that somebody began and that their provider has not confirmed yet; the browser that began
 * it keeps it, sealed. Immutable.
 *
 * @param issuer the provider, by the name that the configuration gives it
 * @param state what the provider's answer must repeat
 * @param nonce what the ID token must repeat
 * @param verifier the secret of PKCE (RFC 7636)
 * @param returnTo the path to which the user goes afterwards
 * @param begun when it was begun
 */
public record PendingLogin(
    String issuer, String state, String nonce, String verifier, String returnTo, Instant begun) {

  /** Whether it was begun too long ago. */
  public boolean isLate(Instant now, Duration longest) {
    return begun.plus(longest).isBefore(now);
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "a login at " + issuer;
  }
}
