package org.periplus.batch;

import jakarta.batch.api.Batchlet;
import jakarta.batch.runtime.BatchStatus;
import org.jberet.runtime.context.StepContextImpl;

/** The batchlet of every step: does its work and tells JBeret how it ended. */
final class StepBatchlet implements Batchlet {

  private final StepContextImpl context;
  private final WorkflowRun run;
  private final StepWork work;

  StepBatchlet(StepContextImpl context, WorkflowRun run, StepWork work) {
    this.context = context;
    this.run = run;
    this.work = work;
  }

  @Override
  public String process() throws InterruptedException {
    BatchStatus status = BatchStatus.COMPLETED;
    try {
      work.run();
    } catch (StepStoppedException e) {
      status = BatchStatus.STOPPED;
      context.setBatchStatus(status);
    } catch (StepFailedException e) {
      // An exception would make JBeret log a stack trace; a tool's failure is the user's to read.
      run.job().failed(e.getMessage());
      status = BatchStatus.FAILED;
      context.setBatchStatus(status);
    } catch (RuntimeException e) {
      run.broke(context.getStepName(), e);
      status = BatchStatus.FAILED;
      context.setBatchStatus(status);
    }
    return status.name();
  }

  @Override
  public void stop() {
    work.stop();
  }
}
