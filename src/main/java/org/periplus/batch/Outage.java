package org.periplus.batch;

import java.time.Duration;
import java.util.Optional;

/** The outages that one step meets, one after the other. For one thread. */
final class Outage {

  private final Outages rules;
  private final JobRun job;
  private final String step;
  private int failures;
  private long begun;
  private long last;

  Outage(Outages rules, JobRun job, String step) {
    this.rules = rules;
    this.job = job;
    this.step = step;
  }

  /**
   * Something is away; the job's message says so.
   *
   * @return how long to wait before the next try; empty when patience is at its end
   */
  Optional<Duration> delayAfter(Exception failure) {
    long now = System.nanoTime();
    if (failures == 0 || now - last > 4 * rules.backoff().longest().toNanos()) {
      failures = 0;
      begun = now;
    }
    last = now;
    failures++;
    if (now - begun >= rules.patience().toNanos()) {
      return Optional.empty();
    }
    Duration delay = rules.backoff().delayAfter(failures);
    job.says("Step " + step + " waits: " + failure.getMessage());
    return Optional.of(delay);
  }
}
