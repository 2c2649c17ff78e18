package org.periplus.job;

/** What a step's run is. */
public enum StepKind {
  STAGE_IN,
  TOOL,
  EXPRESSION,
  SUBWORKFLOW,
  STAGE_OUT
}
