package org.periplus.persistence;

/** The database does not answer now; what was asked of it may be asked again. */
public final class DatabaseAwayException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DatabaseAwayException(Throwable cause) {
    super("The database does not answer now.", cause);
  }
}
