package org.periplus.batch.workflow;

import java.util.function.LongConsumer;

/** Starts and stops batch executions of workflows. Safe for use by several threads. */
public interface WorkflowExecutions {

  /**
   * Starts the batch execution of a workflow run.
   *
   * @param recorded takes the batch execution's id before anything of it runs, in the transaction
   *     that makes the execution: a server that dies leaves none that nobody knows of
   */
  void start(WorkflowRun run, LongConsumer recorded);

  /**
   * Restarts a batch execution that failed, was stopped, or was cut off with the server that ran
   * it. Steps and partitions that completed are not run again.
   *
   * @param executionId the latest execution of its instance
   * @param run the run of the same workflow
   * @param recorded takes the new execution's id before anything of it runs, in the transaction
   *     that makes the execution
   */
  void restart(long executionId, WorkflowRun run, LongConsumer recorded);

  /** Stops an execution; one that has ended stays as it is. */
  void stopIfRunning(long executionId);
}
