package org.periplus.batch;

/** A step failed; the message is a sentence for the user, naming the step and the reason. */
final class StepFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  StepFailedException(String message) {
    super(message);
  }

  StepFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
