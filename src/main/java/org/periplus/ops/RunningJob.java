package org.periplus.ops;

import java.util.Date;
import org.periplus.job.Job;

/** A job as a console shows it; JMX finds its parts by their getters. */
public final class RunningJob {

  private final Job job;

  RunningJob(Job job) {
    this.job = job;
  }

  public String getId() {
    return job.id().toString();
  }

  public String getTenant() {
    return job.tenant();
  }

  public String getProcess() {
    return job.processId();
  }

  public Date getStarted() {
    return job.started().map(Date::from).orElse(null);
  }

  public int getProgress() {
    return job.progress();
  }

  public String getMessage() {
    return job.message();
  }
}
