package org.periplus.batch.run;

/** What one batch step, or one partition of it, does. One object does it once. */
public interface StepWork {

  /**
   * Does the work and records its outcome.
   *
   * @throws StepFailedException when it fails for a reason that the user or the operator can mend
   * @throws StepStoppedException when {@link #stop} ended it
   * @throws InterruptedException when the server stops
   */
  void run() throws StepFailedException, StepStoppedException, InterruptedException;

  /** Ends the work early, from another thread; {@link #run} then returns soon. */
  void stop();
}
