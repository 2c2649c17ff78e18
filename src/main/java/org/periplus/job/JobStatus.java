package org.periplus.job;

import java.util.List;
import java.util.Locale;

/** The status of a job: OGC API - Processes Part 1, {@code statusCode}. */
public enum JobStatus {
  ACCEPTED,
  RUNNING,
  SUCCESSFUL,
  FAILED,
  DISMISSED;

  /** Those that a job leaves again. */
  public static final List<JobStatus> OPEN = List.of(ACCEPTED, RUNNING);

  /** Whether a job with this status never changes again. */
  public boolean ended() {
    return !OPEN.contains(this);
  }

  /** The standard's spelling. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
