package org.periplus.batch;

import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.runtime.BatchStatus;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jberet.job.model.Job;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.ApplicationAndJobName;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.JobInstanceImpl;
import org.jberet.runtime.context.JobContextImpl;
import org.jberet.spi.BatchEnvironment;

/**
 * A Jakarta Batch operator for jobs that are built from workflows. It differs from JBeret's own in
 * one thing: an execution is run by a {@link WorkflowRunner}, which starts steps as their inputs
 * come to exist instead of in a fixed order. Safe for use by several threads.
 */
final class WorkflowOperator extends AbstractJobOperator {

  private final JberetEnvironment environment;
  private final Map<Long, WorkflowRun> runs = new ConcurrentHashMap<>();
  private final Executor executor;

  WorkflowOperator(JobRepository repository, Executor executor) {
    this.executor = executor;
    this.environment = new JberetEnvironment(repository, new StepArtifacts(runs::get), executor);
  }

  @Override
  public BatchEnvironment getBatchEnvironment() {
    return environment;
  }

  /**
   * Starts the batch execution of a workflow run.
   *
   * @return the batch execution's id
   */
  long start(WorkflowRun run) {
    Job job = WorkflowJob.of(run);
    JobRepository repository = getJobRepository();
    repository.addJob(
        new ApplicationAndJobName(environment.getApplicationName(), job.getId()), job);
    JobInstanceImpl instance =
        repository.createJobInstance(
            job, environment.getApplicationName(), environment.getClassLoader());
    JobExecutionImpl execution = repository.createJobExecution(instance, parameters(run));
    long id = execution.getExecutionId();
    JobContextImpl context =
        new JobContextImpl(
            execution, null, environment.getArtifactFactory(), repository, environment);
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
    return id;
  }

  /** Stops an execution; one that has ended stays as it is. */
  void stopIfRunning(long executionId) {
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
