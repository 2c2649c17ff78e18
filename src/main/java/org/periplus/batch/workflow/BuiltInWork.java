package org.periplus.batch.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.ProcessWork;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.process.builtin.BuiltInExecution;
import org.periplus.process.builtin.BuiltInFailedException;
import org.periplus.process.builtin.BuiltInProcesses;

/** Runs a process of the server itself. */
final class BuiltInWork implements ProcessWork, BuiltInExecution {

  private final JobRun job;
  private final BuiltInProcesses processes;
  private final StepPlace place;
  private final String process;
  private final CountDownLatch stop = new CountDownLatch(1);

  BuiltInWork(JobRun job, BuiltInProcesses processes, StepPlace place, String process) {
    this.job = job;
    this.processes = processes;
    this.place = place;
    this.process = process;
  }

  @Override
  public ObjectNode run(ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    StepRun record = job.records().begin(place, StepKind.BUILT_IN, false, inputs);
    job.records().started(record);
    job.report().stepStarted(process);
    try {
      ObjectNode outputs = job.handover().waitFor(() -> processes.execute(process, inputs, this));
      if (stopped()) {
        job.records().ended(record, StepEnd.dismissed());
        throw new StepStoppedException();
      }
      job.records().ended(record, StepEnd.successful(outputs));
      return outputs;
    } catch (BuiltInFailedException e) {
      String reason = "Process " + process + " failed: " + e.getMessage();
      job.records().ended(record, StepEnd.failed(reason));
      throw new StepFailedException(reason, e);
    } finally {
      job.report().stepEnded(process);
    }
  }

  @Override
  public void stop() {
    stop.countDown();
  }

  @Override
  public boolean stopped() {
    return stop.getCount() == 0 || job.stopped();
  }

  @Override
  public boolean stoppedWithin(Duration time) throws InterruptedException {
    return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Path folder() throws IOException {
    return Files.createDirectories(job.stepFolder(place));
  }
}
