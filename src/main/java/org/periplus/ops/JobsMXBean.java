package org.periplus.ops;

import java.util.List;

/** The jobs, for an admin console: {@code org.periplus:type=Jobs}. */
public interface JobsMXBean {

  /** The jobs that run, of all tenants and on all servers, oldest first; at most 1000. */
  List<RunningJob> getRunning();

  /** How many jobs wait for a server. */
  long getQueueLength();

  /** Whether this server takes no jobs. */
  boolean isIntakePaused();

  /** This server takes no more jobs; what runs goes on. */
  void pauseIntake();

  /** This server takes jobs again. */
  void resumeIntake();

  /**
   * Dismisses a job that has not ended: when this returns, nothing of it runs. One that has ended
   * stays as it is.
   *
   * @return the job's status then
   * @throws IllegalArgumentException if there is no such job
   */
  String dismiss(String jobId);
}
