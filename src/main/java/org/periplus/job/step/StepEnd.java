package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How a step's run ended. */
public record StepEnd(
    StepState state,
    Optional<Integer> exitCode,
    Optional<JsonNode> outputs,
    Optional<String> message) {

  public StepEnd {
    if (!state.ended()) {
      throw new IllegalArgumentException("A step does not end as " + state.code());
    }
  }

  /** It has its outputs, and no exit code since no tool ran. */
  public static StepEnd successful(JsonNode outputs) {
    return new StepEnd(
        StepState.SUCCESSFUL, Optional.empty(), Optional.of(outputs), Optional.empty());
  }

  /** A tool ended as it should. */
  public static StepEnd successful(int exitCode, JsonNode outputs) {
    return new StepEnd(
        StepState.SUCCESSFUL, Optional.of(exitCode), Optional.of(outputs), Optional.empty());
  }

  /** It failed before or without a tool's exit. */
  public static StepEnd failed(String message) {
    return new StepEnd(StepState.FAILED, Optional.empty(), Optional.empty(), Optional.of(message));
  }

  /** A tool's exit code says that it failed. */
  public static StepEnd failed(int exitCode, String message) {
    return new StepEnd(
        StepState.FAILED, Optional.of(exitCode), Optional.empty(), Optional.of(message));
  }

  /** Its condition was false: its outputs are all null. */
  public static StepEnd skipped(JsonNode outputs) {
    return new StepEnd(StepState.SKIPPED, Optional.empty(), Optional.of(outputs), Optional.empty());
  }

  /** It was stopped with its job. */
  public static StepEnd dismissed() {
    return new StepEnd(
        StepState.DISMISSED,
        Optional.empty(),
        Optional.empty(),
        Optional.of("Stopped because the job was dismissed."));
  }
}
