package org.periplus.batch.jberet;

import jakarta.batch.runtime.BatchStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jberet.job.model.JobElement;
import org.jberet.job.model.Step;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.JobStopNotificationListener;
import org.jberet.runtime.StepExecutionImpl;
import org.jberet.runtime.context.AbstractContext;
import org.jberet.runtime.context.JobContextImpl;
import org.jberet.runtime.context.StepContextImpl;
import org.jberet.runtime.runner.CompositeExecutionRunner;
import org.jberet.runtime.runner.StepExecutionRunner;
import org.jberet.spi.JobTask;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.trace.JobContext;

/**
 * Runs one batch execution of a workflow by data flow: a step starts as soon as the steps that it
 * needs have ended, and holds no thread before. Each step itself is run by JBeret, which writes its
 * record to the batch repository and, in a restart, skips what is finished. After a failure no
 * further step starts; those that run are let finish, so that a restart need not repeat them.
 */
final class WorkflowRunner extends CompositeExecutionRunner<JobContextImpl>
    implements JobTask, JobStopNotificationListener {

  private static final System.Logger LOG = System.getLogger(WorkflowRunner.class.getName());

  private final WorkflowRun workflow;
  private final Executor executor;
  private final Consumer<BatchStatus> whenFinished;

  private final Object lock = new Object();
  private final Map<String, Step> waiting = new LinkedHashMap<>();
  private int running;
  private boolean failed;
  private boolean finished;

  WorkflowRunner(
      JobContextImpl context,
      WorkflowRun workflow,
      Executor executor,
      Consumer<BatchStatus> whenFinished) {
    super(context, null);
    this.workflow = workflow;
    this.executor = executor;
    this.whenFinished = whenFinished;
  }

  @Override
  protected List<? extends JobElement> getJobElements() {
    return batchContext.getJob().getJobElements();
  }

  @Override
  public void run() {
    JobExecutionImpl execution = batchContext.getJobExecution();
    for (JobElement element : getJobElements()) {
      waiting.put(element.getId(), (Step) element);
    }
    execution.registerJobStopNotifier(this);
    if (!execution.isStopRequested()) {
      execution.setBatchStatus(BatchStatus.STARTED);
      batchContext.getJobRepository().updateJobExecution(execution, false, false);
    }
    proceed();
  }

  @Override
  public void stopRequested(long jobExecutionId) {
    executor.execute(this::proceed);
  }

  /** Starts every step that can start, or ends the execution when nothing is left to do. */
  private void proceed() {
    List<Step> startable;
    boolean end;
    synchronized (lock) {
      startable = takeStartable();
      running += startable.size();
      end = running == 0 && !finished;
      finished |= end;
    }
    startable.forEach(step -> executor.execute(() -> begin(step)));
    if (end) {
      end();
    }
  }

  private List<Step> takeStartable() {
    List<Step> startable = new ArrayList<>();
    if (failed
        || batchContext.getJobExecution().isStopRequested()
        || workflow.job().handover().hasBegun()) {
      return startable;
    }
    for (Iterator<Step> steps = waiting.values().iterator(); steps.hasNext(); ) {
      Step step = steps.next();
      if (workflow.ready(step.getId())) {
        startable.add(step);
        steps.remove();
      }
    }
    return startable;
  }

  private void begin(Step step) {
    try (JobContext.Binding unused = workflow.contextOf(step.getId()).bind()) {
      runToEnd(step);
    }
  }

  private void runToEnd(Step step) {
    boolean completed = false;
    try {
      // A clone of the job's context: a step that fails marks its own, and those beside it go on.
      StepContextImpl context =
          new StepContextImpl(step, new AbstractContext[] {batchContext.clone()});
      runUncovered(context);
      new StepExecutionRunner(context, this).run();
      completed = context.getBatchStatus() == BatchStatus.COMPLETED;
      if (completed) {
        workflow.stepCompleted(step.getId());
      } else {
        tellWhatJberetKept(step, context.getException());
      }
      LOG.log(
          System.Logger.Level.INFO,
          "Job {0}, step {1} ended: {2}",
          workflow.job().id(),
          workflow.contextOf(step.getId()).step(),
          context.getBatchStatus());
    } catch (RuntimeException e) {
      completed = false;
      workflow.broke(step.getId(), e);
    } finally {
      synchronized (lock) {
        running--;
        failed |= !completed;
      }
      proceed();
    }
  }

  /**
   * An exception that JBeret met itself, as in its repository, fails the step and is told nobody.
   */
  private void tellWhatJberetKept(Step step, Exception failure) {
    if (failure != null && workflow.job().failure().isEmpty()) {
      workflow.broke(step.getId(), new IllegalStateException(failure));
    }
  }

  /**
   * Of a partitioned step that failed or was stopped, JBeret restarts the partitions that have a
   * record; of one that was cut off, also those that never came to have one. The end of a server
   * may leave such partitions under either status, so the second way is always taken.
   */
  private static void runUncovered(StepContextImpl context) {
    StepExecutionImpl original = context.getOriginalStepExecution();
    if (original != null && original.getBatchStatus() != BatchStatus.COMPLETED) {
      original.setBatchStatus(BatchStatus.STARTED);
    }
  }

  private void end() {
    JobExecutionImpl execution = batchContext.getJobExecution();
    BatchStatus status = BatchStatus.COMPLETED;
    if (execution.isStopRequested()) {
      status = BatchStatus.STOPPED;
    } else if (failed || !waiting.isEmpty()) {
      status = BatchStatus.FAILED;
    }
    try {
      execution.setBatchStatus(status);
      execution.setExitStatus(status.name());
      batchContext.getJobRepository().updateJobExecution(execution, true, false);
      execution.cleanUp();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The end of batch execution " + execution.getExecutionId() + " could not be recorded",
          e);
    } finally {
      // JBeret keeps executions for long after their end, and this one would keep all of its job.
      execution.unregisterJobStopNotifier(this);
      whenFinished.accept(status);
    }
  }
}
