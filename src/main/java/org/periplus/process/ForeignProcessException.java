package org.periplus.process;

/** Somebody else's process was to be changed or read by who may not. */
public class ForeignProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ForeignProcessException(String message) {
    super(message);
  }
}
