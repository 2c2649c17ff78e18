package org.periplus.batch.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/**
 * Which run of which step: its place in the job's records and folders.
 *
 * @param path the dotted path of the step within the job
 * @param element the scatter indices from the outside in, joined with dots; empty without scatter
 */
public record StepPlace(String path, String element) {

  /**
   * The place of a step of a workflow.
   *
   * @param path the dotted path of the step that runs the workflow; empty for a job's own
   * @param element the scatter indices of that step's element; empty without
   * @param index the scatter index of this step's element; empty without
   */
  public static StepPlace within(String path, String element, String step, String index) {
    String separator = element.isEmpty() || index.isEmpty() ? "" : ".";
    return new StepPlace(path.isEmpty() ? step : path + "." + step, element + separator + index);
  }

  /**
   * What this run gave for an earlier server, if it had ended well.
   *
   * @throws StepFailedException if it had failed: that is not tried again unless the job is
   *     restarted, which makes its record an open one
   */
  public Optional<ObjectNode> earlierEnd(JobRun job) throws StepFailedException {
    Optional<StepRun> earlier = earlier(job);
    Optional<String> failure =
        earlier.filter(run -> run.state() == StepState.FAILED).flatMap(StepRun::message);
    if (failure.isPresent()) {
      boolean input = earlier.get().kind() == StepKind.STAGE_IN;
      throw new StepFailedException(failure.get(), input ? FailureKind.INPUT : FailureKind.RUN);
    }
    return earlier.flatMap(run -> outputs(job, run));
  }

  /** What this run gave for an earlier server, if it had ended well. */
  public Optional<ObjectNode> earlierOutputs(JobRun job) {
    return earlier(job).flatMap(run -> outputs(job, run));
  }

  private Optional<StepRun> earlier(JobRun job) {
    return job.takenUp() ? job.records().find(this) : Optional.empty();
  }

  private static Optional<ObjectNode> outputs(JobRun job, StepRun earlier) {
    return Optional.of(earlier)
        .filter(run -> run.state() == StepState.SUCCESSFUL || run.state() == StepState.SKIPPED)
        .flatMap(job.records()::outputs)
        .map(ObjectNode.class::cast);
  }
}
