package org.periplus.job.step;

import java.util.Locale;

/** The state of a step's run. */
public enum StepState {
  ACCEPTED,
  RUNNING,
  SUCCESSFUL,
  FAILED,
  DISMISSED,
  /** Its {@code when} was false. */
  SKIPPED;

  /** Whether the run is over; a restart may begin it again, as a new attempt. */
  public boolean ended() {
    return this != ACCEPTED && this != RUNNING;
  }

  /** The spelling in representations. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
