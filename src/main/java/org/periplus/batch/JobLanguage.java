package org.periplus.batch;

import java.nio.file.Path;
import java.util.List;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.tool.ExpressionToolRun;
import org.periplus.cwl.tool.FormatRelation;
import org.periplus.cwl.tool.HostAccess;
import org.periplus.cwl.tool.InputObject;
import org.periplus.cwl.tool.OutputCollector;
import org.periplus.cwl.tool.ToolPlanner;
import org.periplus.cwl.workflow.StepExpressions;

/**
 * CWL as one job may use it: no document and no expression of the job can name a file of this
 * server outside the job's own folder. Safe for use by several threads.
 */
record JobLanguage(
    InputObject inputs,
    ToolPlanner tools,
    OutputCollector outputs,
    ExpressionToolRun expressionTools,
    StepExpressions steps) {

  /**
   * @param folder the job's folder, which must exist
   * @param formats how the job's document relates formats of files
   */
  static JobLanguage in(Path folder, ExpressionEngine expressions, FormatRelation formats) {
    HostAccess access = HostAccess.under(List.of(folder));
    return new JobLanguage(
        new InputObject(expressions, formats, access),
        new ToolPlanner(expressions, formats, access),
        new OutputCollector(expressions, false),
        new ExpressionToolRun(expressions, formats, access),
        new StepExpressions(expressions));
  }
}
