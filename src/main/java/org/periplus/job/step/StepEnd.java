package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How a step's run ended.
 *
 * @param outputs for everybody to read
 * @param sealedOutputs the same with what is secret, encrypted; empty where nothing is
 * @param bytes what it fetched, or published
 */
public record StepEnd(
    StepState state,
    Optional<Integer> exitCode,
    Optional<JsonNode> outputs,
    Optional<String> sealedOutputs,
    Optional<String> message,
    long bytes) {

  public StepEnd {
    if (!state.ended()) {
      throw new IllegalArgumentException("A step does not end as " + state.code());
    }
  }

  private StepEnd(
      StepState state,
      Optional<Integer> exitCode,
      Optional<JsonNode> outputs,
      Optional<String> message) {
    this(state, exitCode, outputs, Optional.empty(), message, 0);
  }

  /** The same with another message. */
  public StepEnd saying(Optional<String> newMessage) {
    return new StepEnd(state, exitCode, outputs, sealedOutputs, newMessage, bytes);
  }

  /** The same of a run that fetched, or published, so many bytes. */
  public StepEnd moving(long newBytes) {
    return new StepEnd(state, exitCode, outputs, sealedOutputs, message, newBytes);
  }

  /** The same with outputs that hide what the sealed ones have. */
  public StepEnd hiding(JsonNode hidden, String newSealedOutputs) {
    return new StepEnd(
        state, exitCode, Optional.of(hidden), Optional.of(newSealedOutputs), message, bytes);
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
