package org.periplus.batch.run;

import java.time.Duration;
import java.util.Optional;

/** The outages that one step meets, one after the other. For one thread. */
public final class Outage {

  private final Outages rules;
  private final JobRun job;
  private final String message;
  private final Duration quiet;
  private int failures;
  private long begun;
  private long last;

  private Outage(JobRun job, String step, String waits, Duration quiet) {
    this.rules = job.services().outages();
    this.job = job;
    this.message = "Step " + step + waits + ": ";
    this.quiet = quiet;
  }

  /** Outages of the engine: one that was not felt for some pauses is over. */
  public static Outage ofEngine(JobRun job, String step) {
    return new Outage(
        job, step, " waits", job.services().outages().backoff().longest().multipliedBy(4));
  }

  /** Outages of the store: one try alone may take minutes to fail, by timeouts. */
  public static Outage ofStore(JobRun job, String step) {
    return new Outage(
        job, step, " waits for the result store", job.services().outages().patience());
  }

  /**
   * Something is away; the job's message says so.
   *
   * @return how long to wait before the next try; empty when patience is at its end
   */
  public Optional<Duration> delayAfter(Exception failure) {
    long now = System.nanoTime();
    if (failures == 0 || now - last > quiet.toNanos()) {
      failures = 0;
      begun = now;
    }
    last = now;
    failures++;
    if (now - begun >= rules.patience().toNanos()) {
      return Optional.empty();
    }
    Duration delay = rules.backoff().delayAfter(failures);
    job.report().says(message + failure.getMessage());
    return Optional.of(delay);
  }
}
