package org.periplus.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/**
 * Which run of which step: its place in the job's records and folders.
 *
 * @param path the dotted path of the step within the job
 * @param element the scatter indices from the outside in, joined with dots; empty without scatter
 */
record StepPlace(String path, String element) {

  static StepPlace of(WorkflowRun run, String step, String index) {
    String path = run.path().isEmpty() ? step : run.path() + "." + step;
    String separator = run.element().isEmpty() || index.isEmpty() ? "" : ".";
    return new StepPlace(path, run.element() + separator + index);
  }

  /** What this run gave before a restart, if it had ended well. */
  Optional<ObjectNode> earlierOutputs(JobRun job) {
    if (!job.takenUp()) {
      return Optional.empty();
    }
    return job.services()
        .stepRuns()
        .find(job.id(), path, element)
        .filter(run -> run.state() == StepState.SUCCESSFUL || run.state() == StepState.SKIPPED)
        .flatMap(StepRun::outputs)
        .map(ObjectNode.class::cast);
  }
}
