package org.periplus.batch.jberet;

import jakarta.batch.api.Batchlet;
import jakarta.batch.runtime.BatchStatus;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jberet.runtime.context.StepContextImpl;
import org.periplus.batch.admission.FreeSpace;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.batch.run.StepWork;
import org.periplus.batch.workflow.WorkflowRun;

/** The batchlet of every step: does its work and tells JBeret how it ended. */
final class StepBatchlet implements Batchlet {

  private final StepContextImpl context;
  private final WorkflowRun run;
  private final Executor executor;
  private final StepWork work;
  private final Object lock = new Object();
  private boolean stopped;
  private CompletableFuture<Void> space;

  StepBatchlet(StepContextImpl context, WorkflowRun run, Executor executor, StepWork work) {
    this.executor = executor;
    this.context = context;
    this.run = run;
    this.work = work;
  }

  @Override
  public String process() {
    BatchStatus status = BatchStatus.COMPLETED;
    try {
      awaitSpace();
      work.run();
    } catch (StepStoppedException | InterruptedException e) {
      // Interrupted: the server stops. Its next start restarts what was stopped.
      status = BatchStatus.STOPPED;
      context.setBatchStatus(status);
    } catch (StepFailedException e) {
      // An exception would make JBeret log a stack trace; a tool's failure is the user's to read.
      run.job().failed(e.getMessage(), e.kind());
      status = BatchStatus.FAILED;
      context.setBatchStatus(status);
    } catch (RuntimeException e) {
      run.broke(context.getStepName(), e);
      status = BatchStatus.FAILED;
      context.setBatchStatus(status);
    }
    return status.name();
  }

  /** Whatever a step does, it writes. */
  private void awaitSpace() throws StepStoppedException, InterruptedException {
    FreeSpace disk = run.job().services().disk();
    CompletableFuture<Void> enough = disk.enough();
    synchronized (lock) {
      if (stopped) {
        throw new StepStoppedException();
      }
      space = enough;
    }
    if (!enough.isDone()) {
      run.job().report().says(disk.shortage());
    }
    try {
      run.job().handover().waitFor(enough::get);
    } catch (CancellationException e) {
      throw new StepStoppedException();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      stopped = true;
      if (space != null) {
        space.cancel(false);
      }
    }
    executor.execute(work::stop); // JBeret asks one step after the other.
  }
}
