package org.periplus.process.builtin;

/** A built-in process cannot give its outputs, for a reason that the user can mend. */
public class BuiltInFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message says to the user what is wrong and what to change
   */
  public BuiltInFailedException(String message) {
    super(message);
  }
}
