package org.periplus.process.description;

import java.util.List;
import java.util.Optional;

/** The options of Part 1, schema {@code jobControlOptions}. */
public final class JobControl {

  static final String DISMISS = "dismiss";

  private static final List<String> OPTIONS =
      List.of(ProcessDescription.SYNC, ProcessDescription.ASYNC, DISMISS);

  private JobControl() {}

  /** What is wrong with these options, if anything is. */
  public static Optional<String> problem(List<String> options) {
    if (!OPTIONS.containsAll(options)) {
      return Optional.of(options + " has what is none of " + OPTIONS + ".");
    }
    return options.contains(ProcessDescription.SYNC) || options.contains(ProcessDescription.ASYNC)
        ? Optional.empty()
        : Optional.of(options + " has no way to execute; add async-execute, sync-execute or both.");
  }
}
