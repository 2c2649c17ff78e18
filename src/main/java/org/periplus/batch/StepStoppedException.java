package org.periplus.batch;

/** A step was ended early because its job is being dismissed. */
final class StepStoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  StepStoppedException() {
    super("The step was stopped");
  }
}
