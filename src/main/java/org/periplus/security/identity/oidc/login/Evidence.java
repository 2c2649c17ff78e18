package org.periplus.security.identity.oidc.login;

import java.net.URI;
import java.util.Optional;
import org.periplus.security.identity.oidc.Claims;

/**
 * What a provider said of somebody who logged in, and what it gave for asking again. Immutable.
 *
 * @param issuer the provider, by the name that the configuration gives it
 * @param claims what its ID token says, and its access token where that is one for this server
 * @param providerSession what the provider calls their session
 * @param idToken the ID token, which says at the logout who logs out
 * @param refreshToken with which the provider is asked again
 * @param endSession where they log out at the provider
 */
public record Evidence(
    String issuer,
    Claims claims,
    Optional<String> providerSession,
    String idToken,
    Optional<String> refreshToken,
    Optional<URI> endSession) {

  /** Without its secrets. */
  @Override
  public String toString() {
    return "evidence of " + issuer;
  }
}
