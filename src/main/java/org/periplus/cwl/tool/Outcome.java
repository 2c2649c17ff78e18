package org.periplus.cwl.tool;

import org.periplus.cwl.model.CommandLineTool;

/** What an exit code means. */
public enum Outcome {
  SUCCESS,
  TEMPORARY_FAILURE,
  PERMANENT_FAILURE;

  /**
   * The meaning of a tool's exit code. A code that the tool lists counts as listed, success first;
   * of the others 0 is a success and any other a permanent failure.
   */
  public static Outcome of(CommandLineTool tool, int exitCode) {
    if (tool.successCodes().contains(exitCode)) {
      return SUCCESS;
    }
    if (tool.temporaryFailCodes().contains(exitCode)) {
      return TEMPORARY_FAILURE;
    }
    if (tool.permanentFailCodes().contains(exitCode)) {
      return PERMANENT_FAILURE;
    }
    return exitCode == 0 ? SUCCESS : PERMANENT_FAILURE;
  }
}
