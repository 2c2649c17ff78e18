package org.periplus.security.identity.oidc;

/** An issuer does not answer, or not as it should; the message is for the server's log. */
public class ProviderAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProviderAwayException(String message) {
    super(message);
  }

  ProviderAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
