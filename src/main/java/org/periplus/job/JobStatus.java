package org.periplus.job;

import java.util.List;
import java.util.Locale;

/** The status of a job: OGC API - Processes Part 1, {@code statusCode}, and Part 4's. */
public enum JobStatus {
  /** Part 4: the job waits for its start, and can be changed until then. */
  CREATED,
  ACCEPTED,
  RUNNING,
  SUCCESSFUL,
  FAILED,
  DISMISSED;

  /** Those of a job that is being worked on: nobody may change it, and it leaves them by itself. */
  public static final List<JobStatus> OPEN = List.of(ACCEPTED, RUNNING);

  /** Whether a job with this status never changes again. */
  public boolean ended() {
    return this != CREATED && !OPEN.contains(this);
  }

  /** The standard's spelling. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
