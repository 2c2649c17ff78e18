package org.periplus.batch.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.ProcessWork;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.tool.output.OutputException;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;

/** Evaluates an ExpressionTool. */
final class ExpressionWork implements ProcessWork {

  private final JobRun job;
  private final StepPlace place;
  private final ExpressionTool tool;
  private final Requirements requirements;

  ExpressionWork(JobRun job, StepPlace place, ExpressionTool tool, Requirements requirements) {
    this.job = job;
    this.place = place;
    this.tool = tool;
    this.requirements = requirements;
  }

  @Override
  public ObjectNode run(ObjectNode inputs) throws StepFailedException {
    StepRun record = job.records().begin(place, StepKind.EXPRESSION, false, inputs);
    job.records().started(record);
    try {
      ObjectNode outputs = job.language().expressionTools().evaluate(tool, requirements, inputs);
      job.records().ended(record, StepEnd.successful(outputs));
      return outputs;
    } catch (ExpressionException | InputException | OutputException e) {
      String message = "Step " + place.path() + " failed: " + e.getMessage();
      job.records().ended(record, StepEnd.failed(message));
      throw new StepFailedException(message, e);
    }
  }

  @Override
  public void stop() {
    // Expressions have a time limit of their own.
  }
}
