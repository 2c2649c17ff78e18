package org.periplus.batch.jberet;

import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.runtime.BatchStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jberet.job.model.Job;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.ApplicationAndJobName;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.JobInstanceImpl;
import org.jberet.runtime.context.JobContextImpl;
import org.jberet.spi.BatchEnvironment;
import org.periplus.batch.workflow.WorkflowExecutions;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.persistence.WriteBehind;

/**
 * A Jakarta Batch operator for jobs that are built from workflows. It differs from JBeret's own in
 * one thing: an execution is run by a {@link WorkflowRunner}, which starts steps as their inputs
 * come to exist instead of in a fixed order. Safe for use by several threads.
 */
public final class WorkflowOperator extends AbstractJobOperator implements WorkflowExecutions {

  private static final System.Logger LOG = System.getLogger(WorkflowOperator.class.getName());

  private static final Set<BatchStatus> ENDED =
      EnumSet.of(
          BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.ABANDONED);

  private final JberetEnvironment environment;
  private final Map<Long, WorkflowRun> runs = new ConcurrentHashMap<>();
  private final Executor executor;
  private final Optional<WriteBehind> later;

  /**
   * @param later takes what is written of steps that run; empty for a repository that is gone with
   *     this process
   */
  public WorkflowOperator(
      JobRepository repository, Optional<WriteBehind> later, Executor executor) {
    this.executor = executor;
    this.later = later;
    this.environment =
        new JberetEnvironment(repository, new StepArtifacts(runs::get, executor), executor);
  }

  @Override
  public BatchEnvironment getBatchEnvironment() {
    return environment;
  }

  @Override
  public void start(WorkflowRun run, LongConsumer recorded) {
    Job job = WorkflowJob.of(run);
    JobRepository repository = getJobRepository();
    repository.addJob(
        new ApplicationAndJobName(environment.getApplicationName(), job.getId()), job);
    JobExecutionImpl execution =
        together(
            run,
            () ->
                recorded(
                    repository.createJobInstance(
                        job, environment.getApplicationName(), environment.getClassLoader()),
                    run,
                    recorded));
    execute(run, execution, null);
  }

  /**
   * As {@link #restart(long, java.util.Properties)} does, but with a workflow run to go on with.
   */
  @Override
  public void restart(long executionId, WorkflowRun run, LongConsumer recorded) {
    JobExecutionImpl original = getJobExecutionImpl(executionId);
    JobInstanceImpl instance = original.getJobInstance();
    // The repository knows jobs by their names only, and packages change.
    instance.setUnsubstitutedJob(WorkflowJob.of(run));
    boolean cutOff = !ENDED.contains(original.getBatchStatus());
    JobExecutionImpl execution =
        together(
            run,
            () -> {
              if (cutOff) {
                original.setBatchStatus(BatchStatus.FAILED); // Who ran it is gone.
                getJobRepository().updateJobExecution(original, false, false);
              }
              return recorded(instance, run, recorded);
            });
    execute(run, execution, original);
  }

  /** In one transaction with what the job has written before. */
  private <T> T together(WorkflowRun run, Supplier<T> work) {
    return later.isPresent() ? later.get().together(run.job().id(), work) : work.get();
  }

  private JobExecutionImpl recorded(
      JobInstanceImpl instance, WorkflowRun run, LongConsumer recorded) {
    JobExecutionImpl execution = getJobRepository().createJobExecution(instance, parameters(run));
    recorded.accept(execution.getExecutionId());
    return execution;
  }

  private void execute(WorkflowRun run, JobExecutionImpl execution, JobExecutionImpl original) {
    long id = execution.getExecutionId();
    JobRepository repository =
        later
            .map(writes -> LaterRepository.of(getJobRepository(), writes, run.job().id()))
            .orElse(getJobRepository());
    JobContextImpl context =
        new JobContextImpl(
            execution, original, environment.getArtifactFactory(), repository, environment);
    runs.put(id, run);
    if (run.path().isEmpty()) { // Each element of a subworkflow has an execution, too.
      LOG.log(
          System.Logger.Level.INFO,
          original == null
              ? "Job {0} begins as batch execution {1}"
              : "Job {0} goes on as batch execution {1}",
          run.job().id(),
          Long.toString(id));
    }
    WorkflowRunner runner =
        new WorkflowRunner(
            context,
            run,
            executor,
            status -> {
              runs.remove(id);
              run.finished(status);
            });
    environment.submitTask(runner);
  }

  /** Records that an execution was stopped which nobody runs any more. */
  public void recordStopped(long executionId) {
    JobExecutionImpl execution = getJobExecutionImpl(executionId);
    if (!ENDED.contains(execution.getBatchStatus())) {
      execution.setBatchStatus(BatchStatus.STOPPED);
      execution.setExitStatus(BatchStatus.STOPPED.name());
      getJobRepository().updateJobExecution(execution, true, false);
    }
  }

  @Override
  public void stopIfRunning(long executionId) {
    try {
      WorkflowRun run = runs.get(executionId);
      if (run == null) {
        stop(executionId);
      } else {
        // Not beside what is being written: each might wait for the other's rows.
        together(
            run,
            () -> {
              stop(executionId);
              return null;
            });
      }
    } catch (JobExecutionNotRunningException e) {
      BatchStatus status = getJobExecution(executionId).getBatchStatus();
      LOG.log(
          System.Logger.Level.DEBUG,
          "Batch execution {0} had already ended: {1}",
          executionId,
          status);
    }
  }

  private static Properties parameters(WorkflowRun run) {
    Properties parameters = new Properties();
    parameters.setProperty("jobID", run.job().id().toString());
    if (!run.path().isEmpty()) {
      parameters.setProperty("path", run.path());
      parameters.setProperty("element", run.element());
    }
    return parameters;
  }
}
