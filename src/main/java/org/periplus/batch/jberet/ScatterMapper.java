package org.periplus.batch.jberet;

import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import java.util.Properties;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.cwl.workflow.WorkflowException;

/** Gives a scattered step one partition for each element. */
final class ScatterMapper implements PartitionMapper {

  private final WorkflowRun run;
  private final String step;

  ScatterMapper(WorkflowRun run, String step) {
    this.run = run;
    this.step = step;
  }

  @Override
  public PartitionPlan mapPartitions() {
    int count = elements();
    Properties[] properties = new Properties[count];
    for (int i = 0; i < count; i++) {
      properties[i] = new Properties();
      properties[i].setProperty(WorkflowJob.ELEMENT, Integer.toString(i));
    }
    PartitionPlanImpl plan = new PartitionPlanImpl();
    plan.setPartitions(count);
    plan.setThreads(Math.min(count, run.job().parallel()));
    plan.setPartitionProperties(properties);
    return plan;
  }

  private int elements() {
    try {
      return run.scatter(step).elements().size();
    } catch (WorkflowException e) {
      // JBeret fails the step; only here is it known why.
      run.job().failed("Step " + run.place(step, "").path() + ": " + e.getMessage());
      throw e;
    }
  }
}
