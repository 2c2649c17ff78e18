package org.periplus.process.access;

/** A process cannot be shared as it was asked for. */
public class UnfitSharingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that says what to change
   */
  public UnfitSharingException(String message) {
    super(message);
  }
}
