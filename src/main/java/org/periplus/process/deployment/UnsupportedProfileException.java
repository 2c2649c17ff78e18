package org.periplus.process.deployment;

/** An application package is for a kind of deployment that this server does not have. */
public class UnsupportedProfileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnsupportedProfileException(String message) {
    super(message);
  }
}
