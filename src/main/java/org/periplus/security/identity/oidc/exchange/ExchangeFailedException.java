package org.periplus.security.identity.oidc.exchange;

/** No token of a user can be had for a server; the message is for the user. */
public final class ExchangeFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean providerAway;

  ExchangeFailedException(String message, boolean providerAway) {
    super(message);
    this.providerAway = providerAway;
  }

  /** Whether the identity provider did not answer as it should, which may pass. */
  public boolean isProviderAway() {
    return providerAway;
  }
}
