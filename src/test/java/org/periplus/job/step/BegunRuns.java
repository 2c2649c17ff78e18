package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import org.periplus.job.step.StepBegins.StepBegin;

/** Runs of steps that are in the database at once, for tests of what is done with them. */
public final class BegunRuns {

  private BegunRuns() {}

  /** Begins a run of a tool with a log, where nothing scatters. */
  public static StepRun tool(StepRunStore store, UUID job, String path) {
    return begin(store, job, path, "", StepKind.TOOL, true, Optional.empty());
  }

  /** Begins a run, or begins it again. */
  public static StepRun begin(
      StepRunStore store,
      UUID job,
      String path,
      String element,
      StepKind kind,
      boolean logged,
      Optional<JsonNode> inputs) {
    StepBegin begin =
        new StepBegins(store, job).begin(path, element, kind, logged, inputs, () -> {});
    store.begun(begin);
    return begin.run();
  }
}
