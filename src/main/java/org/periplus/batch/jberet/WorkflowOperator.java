package org.periplus.batch.jberet;

import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.runtime.BatchStatus;
import java.util.EnumSet;
import java.util.Map;
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

/**
 * A Jakarta Batch operator for jobs that are built from workflows. It differs from JBeret's own in
 * one thing: an execution is run by a {@link WorkflowRunner}, which starts steps as their inputs
 * come to exist instead of in a fixed order. Safe for use by several threads.
 */
public final class WorkflowOperator extends AbstractJobOperator implements WorkflowExecutions {

  private static final Set<BatchStatus> ENDED =
      EnumSet.of(
          BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.ABANDONED);

  private final JberetEnvironment environment;
  private final Map<Long, WorkflowRun> runs = new ConcurrentHashMap<>();
  private final Executor executor;
  private final OneTransaction transaction;

  /** Makes one transaction of what is done with the repository and with the job's records. */
  public interface OneTransaction {

    /** Of a repository that is gone with this process. */
    OneTransaction OF_NO_DATABASE =
        new OneTransaction() {
          @Override
          public <T> T of(Supplier<T> work) {
            return work.get();
          }
        };

    <T> T of(Supplier<T> work);
  }

  public WorkflowOperator(JobRepository repository, OneTransaction transaction, Executor executor) {
    this.executor = executor;
    this.transaction = transaction;
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
        transaction.of(
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
        transaction.of(
            () -> {
              if (cutOff) {
                original.setBatchStatus(BatchStatus.FAILED); // Who ran it is gone.
                getJobRepository().updateJobExecution(original, false, false);
              }
              return recorded(instance, run, recorded);
            });
    execute(run, execution, original);
  }

  private JobExecutionImpl recorded(
      JobInstanceImpl instance, WorkflowRun run, LongConsumer recorded) {
    JobExecutionImpl execution = getJobRepository().createJobExecution(instance, parameters(run));
    recorded.accept(execution.getExecutionId());
    return execution;
  }

  private void execute(WorkflowRun run, JobExecutionImpl execution, JobExecutionImpl original) {
    long id = execution.getExecutionId();
    JobContextImpl context =
        new JobContextImpl(
            execution, original, environment.getArtifactFactory(), getJobRepository(), environment);
    runs.put(id, run);
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
      stop(executionId);
    } catch (JobExecutionNotRunningException e) {
      BatchStatus status = getJobExecution(executionId).getBatchStatus();
      System.getLogger(WorkflowOperator.class.getName())
          .log(
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
