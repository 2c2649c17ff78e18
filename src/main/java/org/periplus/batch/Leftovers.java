package org.periplus.batch;

import java.util.UUID;
import java.util.function.Predicate;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.tool.JobContainers;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.queue.JobQueue;

/** What jobs that have ended have left on this server and at its engine. Used by one thread. */
record Leftovers(
    JobServices services, JobContainers containers, LeasedJobs leased, JobQueue queue) {

  /** Removes it; the working files of failed jobs are kept for a restart. */
  void remove() {
    containers.removeAllOf(id -> hasEnded(id, JobStatus::ended));
    new WorkFolders(services.data())
        .removeAllOf(id -> hasEnded(id, status -> status.ended() && status != JobStatus.FAILED));
  }

  /** Of a job that this server does not know, another one may know more. */
  private boolean hasEnded(UUID id, Predicate<JobStatus> so) {
    return !leased.runs().containsKey(id)
        && services.jobs().find(id).map(Job::status).filter(so).isPresent()
        && !queue.held(id);
  }
}
