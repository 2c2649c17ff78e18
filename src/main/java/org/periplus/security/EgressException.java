package org.periplus.security;

/** Another server could not be asked: the rule forbids it, or it did not answer as it should. */
public class EgressException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EgressException(String message) {
    super(message);
  }

  public EgressException(String message, Throwable cause) {
    super(message, cause);
  }
}
