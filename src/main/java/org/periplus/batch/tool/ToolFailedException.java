package org.periplus.batch.tool;

import org.periplus.container.ContainerExit;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.Outcome;
import org.periplus.job.step.StepRun;

/** A tool ended with an exit code that means failure. */
final class ToolFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final boolean temporary;

  private ToolFailedException(int exitCode, boolean temporary, String message) {
    super(message);
    this.exitCode = exitCode;
    this.temporary = temporary;
  }

  /**
   * The failure of a run.
   *
   * @param reason why, for the user; may be empty
   */
  static ToolFailedException of(
      StepRun record, CommandLineTool tool, ContainerExit exit, String reason) {
    return new ToolFailedException(
        exit.exitCode(),
        Outcome.of(tool, exit.exitCode()) == Outcome.TEMPORARY_FAILURE,
        "Step %s failed with exit code %d%s"
            .formatted(
                record.name().orElseThrow(),
                exit.exitCode(),
                reason.isEmpty() ? "" : ": " + reason));
  }

  /** Whether the tool says by its exit code that it may succeed when it is run again. */
  boolean temporary() {
    return temporary;
  }

  int exitCode() {
    return exitCode;
  }
}
