package org.periplus.job.step;

import java.util.Locale;

/** What a step's run is. */
public enum StepKind {
  STAGE_IN,
  TOOL,
  EXPRESSION,
  SUBWORKFLOW,
  BUILT_IN,
  STAGE_OUT;

  /** The spelling in representations. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
