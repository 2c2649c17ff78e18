package org.periplus.job.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.inject.Instance;
import org.periplus.job.Job;
import org.periplus.job.JobLauncher;
import org.periplus.job.ServerStopsException;
import org.periplus.job.queue.QueueFullException;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.store.JobStore;
import org.periplus.trace.JobContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a job that is recorded as accepted comes to run, or fails to. Threads share it. */
record JobStart(JobStore jobs, WaitingJobs waiting, Instance<JobLauncher> launcher) {

  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

  /**
   * Sees that one more job of a tenant may be accepted.
   *
   * @throws QueueFullException if as many jobs wait as may
   * @throws ServerStopsException if this server is being stopped
   */
  void requireRoom(String tenant) {
    if (launcher.get().stopping()) {
      throw new ServerStopsException();
    }
    waiting.requireRoom(tenant);
  }

  /** Starts a job; gives it as it is after that, failed when it could not be started. */
  Job launch(Job job) {
    begin(job);
    return now(job);
  }

  /** A job as it is now; as it was when it has been removed. */
  Job now(Job job) {
    return jobs.find(job.id()).orElse(job);
  }

  /** Starts a job, which fails when it cannot be started. */
  void begin(Job job) {
    try (JobContext.Binding unused = job.context().bind()) {
      launcher.get().launch(job.id());
    } catch (RuntimeException e) {
      LOG.error("Job {} could not be started", job.id(), e);
      jobs.failed(
          job.id(), "The job could not be started: " + e.getMessage(), notStarted(e.getMessage()));
    }
  }

  private static JsonNode notStarted(String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", "The job could not be started")
        .put("status", 500)
        .put("detail", detail);
  }
}
