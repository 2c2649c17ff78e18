package org.periplus.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what another process does, which tells nobody. */
final class Patience {

  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Something that becomes true. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private Patience() {}

  /**
   * Waits until something holds.
   *
   * @throws AssertionError when it does not within the time
   */
  static void until(Duration atMost, String what, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + atMost.toSeconds() + " s: " + what);
      }
      pause(BETWEEN);
    }
  }

  /** How long ago it was what {@link System#nanoTime} gave then. */
  static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Lets time pass, as a fault that lasts for it does. */
  static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }
}
