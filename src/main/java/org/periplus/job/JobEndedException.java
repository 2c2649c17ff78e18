package org.periplus.job;

import java.util.UUID;

/** A job was to be changed or started after its end. */
public class JobEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JobEndedException(UUID jobId, JobStatus status) {
    super(
        "The job %s is %s, so it stays as it is. Create another one; its definition may be reused."
            .formatted(jobId, status.code()));
  }
}
