package org.periplus.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Starts and stops what runs a job. Implemented by the batch; threads share it. */
public interface JobLauncher {

  /** Whether this server is being stopped, and starts no more jobs. */
  boolean stopping();

  /** Starts a job that was accepted; returns as soon as it is on its way. */
  void launch(UUID jobId);

  /**
   * The event that a job has ended and its record says how; it may have happened before. A job
   * whose server is shut down, or that takes longer than a caller waits, completes the stage too:
   * the record says which it was. What depends on the stage may block. Giving up the stage changes
   * nothing for the job.
   */
  CompletionStage<Void> ended(UUID jobId, Duration atMost);

  /**
   * Stops what runs for a job, and kills and removes its containers; what takes longer than {@code
   * periplus.jobs.dismiss-timeout} is gone on with after it returns. Does nothing for a job of
   * which nothing runs.
   */
  void dismiss(UUID jobId);

  /**
   * Removes the containers of jobs that have ended, and the working files of those that cannot be
   * restarted: a server that was killed, or whose engine was away, between the end of a job and
   * their removal has left them.
   */
  void removeWhatEndedJobsLeft();
}
