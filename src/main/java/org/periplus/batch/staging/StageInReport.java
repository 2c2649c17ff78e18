package org.periplus.batch.staging;

import java.io.IOException;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.StepLog;
import org.periplus.staging.fetch.FetchedFile;
import org.periplus.staging.fetch.StageInListener;
import org.periplus.staging.fetch.StageInProgress;

/** Tells a job's users how its stage-in goes: in its message and its log. Shared by threads. */
record StageInReport(JobRun job, StepLog log) implements StageInListener {

  private static final System.Logger LOG = System.getLogger(StageInReport.class.getName());

  @Override
  public void progressed(StageInProgress progress) {
    job.report().says(progress.describe());
  }

  @Override
  public void fetched(FetchedFile file) {
    try {
      log.note(file.describe());
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Job {0}: the log of its stage-in cannot be written: {1}",
          job.id(),
          e.getMessage());
    }
  }
}
