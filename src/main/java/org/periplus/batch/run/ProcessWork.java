package org.periplus.batch.run;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Runs a process once, with one input object. */
public interface ProcessWork {

  /**
   * Runs it and gives its output object.
   *
   * @throws StepFailedException when it fails for a reason that the user or the operator can mend
   * @throws StepStoppedException when {@link #stop} ended it
   * @throws InterruptedException when the server stops
   */
  ObjectNode run(ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException;

  /** Ends it early, from another thread; {@link #run} then returns soon. */
  void stop();
}
