package org.periplus.batch.run;

/** A step was ended early because its job is being dismissed. */
public final class StepStoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  public StepStoppedException() {
    super("The step was stopped");
  }
}
