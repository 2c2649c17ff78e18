package org.periplus.job;

import java.util.UUID;

/** Starts and stops what runs a job. Implemented by the batch; threads share it. */
public interface JobLauncher {

  /** Starts a job that was accepted; returns as soon as it is on its way. */
  void launch(UUID jobId);

  /**
   * Stops what runs for a job, and kills and removes its containers. When it returns, none is left.
   * Does nothing for a job of which nothing runs.
   */
  void dismiss(UUID jobId);
}
