package org.periplus.batch.run;

/** A step failed; the message is a sentence for the user, naming the step and the reason. */
public final class StepFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  public StepFailedException(String message) {
    this(message, FailureKind.RUN);
  }

  public StepFailedException(String message, FailureKind kind) {
    super(message);
    this.kind = kind;
  }

  public StepFailedException(String message, Throwable cause) {
    this(message, cause, FailureKind.RUN);
  }

  public StepFailedException(String message, Throwable cause, FailureKind kind) {
    super(message, cause);
    this.kind = kind;
  }

  public FailureKind kind() {
    return kind;
  }
}
