package org.periplus.staging.store;

/** The result store does not answer, or is too busy to: the same may be possible a little later. */
public final class StoreAwayException extends StoreException {

  private static final long serialVersionUID = 1L;

  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
