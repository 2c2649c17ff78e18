package org.periplus.batch.run;

import org.periplus.job.step.EndedStep;

/** What is counted and measured while jobs run. Implemented by {@code ops}; threads share it. */
public interface RunMetrics {

  /** For programs that nobody watches. */
  RunMetrics NONE =
      new RunMetrics() {
        @Override
        public void stepEnded(EndedStep step) {}

        @Override
        public void containerStarted() {}

        @Override
        public void stagedIn(long bytes) {}

        @Override
        public void stagedOut(long bytes) {}
      };

  /** A run of a step is over. */
  void stepEnded(EndedStep step);

  /** A tool was started in a container. */
  void containerStarted();

  /** Inputs of a job were fetched, or came until that failed. */
  void stagedIn(long bytes);

  /** Results of a job were published. */
  void stagedOut(long bytes);
}
