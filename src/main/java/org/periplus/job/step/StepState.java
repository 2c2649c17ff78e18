package org.periplus.job.step;

import java.util.Locale;
import java.util.Set;

/** The state of a step's run. */
public enum StepState {
  ACCEPTED,
  RUNNING,
  SUCCESSFUL,
  FAILED,
  DISMISSED,
  /** Its {@code when} was false. */
  SKIPPED;

  /** Those of runs that are not over. */
  static final Set<StepState> OPEN = Set.of(ACCEPTED, RUNNING);

  /** Whether the run is over; a restart may begin it again, as a new attempt. */
  public boolean ended() {
    return !OPEN.contains(this);
  }

  /** The spelling in representations. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
