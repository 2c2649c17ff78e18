package org.periplus.batch.run;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.WriteBehind;
import org.periplus.security.secret.SecretMask;

/**
 * What a job's record says while it runs: how much is done, and which steps run or what is waited
 * for. It shows no secret. Safe for use by several threads.
 */
public final class JobReport {

  private static final int NAMES_IN_MESSAGE = 4;

  private record Told(int percent, String message) {}

  private final UUID jobId;
  private final JobStore jobs;
  private final WriteBehind later;
  private final SecretMask mask;
  private final BooleanSupplier stopped;
  private final Set<String> running = new ConcurrentSkipListSet<>();
  private final AtomicReference<Told> told = new AtomicReference<>();
  private final AtomicBoolean waits = new AtomicBoolean();
  private volatile int percent;

  /**
   * @param stopped whether the job is being dismissed
   */
  JobReport(UUID jobId, JobServices services, SecretMask mask, BooleanSupplier stopped) {
    this.jobId = jobId;
    this.jobs = services.jobs();
    this.later = services.later();
    this.mask = mask;
    this.stopped = stopped;
  }

  /** A run of a step has begun to work. */
  public void stepStarted(String name) {
    running.add(name);
    tell();
  }

  /** A run of a step no longer works. */
  public void stepEnded(String name) {
    running.remove(name);
    if (!running.isEmpty()) {
      tell();
    }
  }

  /** Says what is being done or waited for, in place of which steps run. */
  public void says(String what) {
    tell(mask.in(what));
  }

  /** So much of the work is done, of 1. */
  void progressed(double share) {
    // 100 is told by the end of the job alone.
    int now = (int) Math.min(99, Math.floor(share * 100));
    if (now > percent) {
      percent = now;
      tell();
    }
  }

  private void tell() {
    if (!stopped.getAsBoolean()) { // Then nothing changes any more.
      tell(message());
    }
  }

  /** Of all that is told until it is written, the last is written, and only what is new. */
  private void tell(String what) {
    Told now = new Told(percent, what);
    if (!now.equals(told.getAndSet(now)) && waits.compareAndSet(false, true)) {
      later.soon(jobId, this::write);
    }
  }

  private void write() {
    waits.set(false);
    Told now = told.get();
    jobs.progress(jobId, now.percent(), now.message());
  }

  private String message() {
    Set<String> names = Set.copyOf(running);
    if (names.isEmpty()) {
      return "The job is running.";
    }
    String first =
        names.stream().sorted().limit(NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_IN_MESSAGE;
    return "Running " + first + (more > 0 ? " and " + more + " more" : "");
  }
}
