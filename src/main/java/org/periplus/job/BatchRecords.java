package org.periplus.job;

import java.util.UUID;

/** What the batch has recorded of jobs in a repository of its own. Threads share it. */
public interface BatchRecords {

  /**
   * Deletes all batch executions of a job that has ended, with those of its subworkflows; nothing
   * for a job that has none. The job must still be there: its row says which they are.
   *
   * @param job deletes the job's row, in the same transaction
   */
  void delete(UUID jobId, Runnable job);
}
