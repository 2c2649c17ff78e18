package org.periplus.job;

import java.util.UUID;

/** Only a job that failed can be restarted. */
public final class NotRestartableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotRestartableException(UUID jobId, JobStatus status) {
    super(
        "Job %s is %s. Only a job that failed can be restarted; start a new one instead."
            .formatted(jobId, status.code()));
  }
}
