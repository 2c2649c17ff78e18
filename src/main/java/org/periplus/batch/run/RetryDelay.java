package org.periplus.batch.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pauses of one step between its tries, which its dismissal and the server's end cut short. One
 * thread takes them; any may end them.
 */
public final class RetryDelay {

  private final JobRun job;
  private boolean stopped;

  public RetryDelay(JobRun job) {
    this.job = job;
  }

  /**
   * Waits.
   *
   * @throws StepStoppedException when the step was stopped, before or meanwhile
   * @throws InterruptedException when the job is being left
   */
  public void take(Duration delay) throws StepStoppedException, InterruptedException {
    job.handover()
        .waitFor(
            () -> {
              rest(delay);
              return null;
            });
  }

  private synchronized void rest(Duration delay) throws StepStoppedException, InterruptedException {
    long end = System.nanoTime() + delay.toNanos();
    for (long rest = delay.toNanos(); rest > 0; rest = end - System.nanoTime()) {
      if (stopped || job.stopped()) {
        throw new StepStoppedException();
      }
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
  }

  /** The step is stopped: nothing is waited for any more. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
