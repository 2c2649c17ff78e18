package org.periplus.batch.run;

import java.nio.file.Path;
import java.util.List;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.tool.ExpressionToolRun;
import org.periplus.cwl.tool.ToolPlanner;
import org.periplus.cwl.tool.input.InputObject;
import org.periplus.cwl.tool.output.CollectionRules;
import org.periplus.cwl.tool.output.OutputCollector;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.workflow.StepExpressions;

/** CWL as one job may use it. Safe for use by several threads. */
public record JobLanguage(
    InputObject inputs,
    ToolPlanner tools,
    OutputCollector outputs,
    ExpressionToolRun expressionTools,
    StepExpressions steps) {

  /**
   * CWL as a stranger may use it: no document and no expression of the job can name a file of this
   * server outside the job's own folder.
   *
   * @param folder the job's folder, which must exist
   */
  static JobLanguage in(
      Path folder, ExpressionEngine expressions, FormatRelation formats, CollectionRules rules) {
    return of(HostAccess.under(List.of(folder)), false, expressions, formats, rules);
  }

  /** CWL as a user may use it on a machine of their own; output files get their checksums. */
  public static JobLanguage unrestricted(
      ExpressionEngine expressions, FormatRelation formats, CollectionRules rules) {
    return of(HostAccess.EVERYTHING, true, expressions, formats, rules);
  }

  private static JobLanguage of(
      HostAccess access,
      boolean checksums,
      ExpressionEngine expressions,
      FormatRelation formats,
      CollectionRules rules) {
    return new JobLanguage(
        new InputObject(expressions, formats, access),
        new ToolPlanner(expressions, formats, access, rules.limits()),
        new OutputCollector(expressions, checksums, rules),
        new ExpressionToolRun(expressions, formats, access),
        new StepExpressions(expressions));
  }
}
