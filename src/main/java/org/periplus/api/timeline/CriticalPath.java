package org.periplus.api.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/**
 * The runs because of which a job took so long: from the one that ended last, back to the one that
 * ended last before it began to wait, and so on. A step begins as soon as its inputs are there, so
 * what ended just then is what it waited for.
 */
final class CriticalPath {

  /** Between the end of a run and the record that the next one waits. */
  private static final Duration SLACK = Duration.ofMillis(250);

  private CriticalPath() {}

  /** The identifiers of the runs on it. */
  static Set<UUID> of(List<StepRun> runs, Instant now) {
    List<StepRun> byEnd =
        runs.stream()
            .filter(run -> run.kind() != StepKind.SUBWORKFLOW)
            .filter(run -> run.state() != StepState.SKIPPED)
            .sorted(Comparator.comparing((StepRun run) -> end(run, now)).thenComparing(StepRun::id))
            .toList();
    Set<UUID> path = new HashSet<>();
    int at = byEnd.size() - 1;
    while (at >= 0) {
      StepRun run = byEnd.get(at);
      path.add(run.id());
      at = lastBefore(byEnd, at, run.created().plus(SLACK), now);
    }
    return path;
  }

  /** The last of those before a place that had ended at that time; -1 if none had. */
  private static int lastBefore(List<StepRun> byEnd, int place, Instant time, Instant now) {
    int low = 0;
    int high = place;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(byEnd.get(middle), now).isAfter(time)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  private static Instant end(StepRun run, Instant now) {
    return run.finished().orElse(now);
  }
}
