package org.periplus.batch.run;

/** A step failed; the message is a sentence for the user, naming the step and the reason. */
public final class StepFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public StepFailedException(String message) {
    super(message);
  }

  public StepFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
