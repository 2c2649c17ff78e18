package org.periplus.job;

import java.util.UUID;

/**
 * A job was to be changed or started while it is worked on: Part 4, {@code update-response-locked}.
 */
public class JobLockedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JobLockedException(UUID jobId, JobStatus status) {
    super(
        "The job %s is %s, so it cannot be changed or started. Wait for its end, or dismiss it."
            .formatted(jobId, status.code()));
  }
}
