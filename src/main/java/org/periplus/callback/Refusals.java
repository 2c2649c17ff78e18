package org.periplus.callback;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.periplus.job.callback.CallbackTarget;
import org.periplus.job.callback.DueCallback;

/**
 * The addresses that have refused what a tenant's jobs tell them: after some refusals in a row an
 * address is asked no more for a while, whichever job it is. Who names an address that wants
 * nothing cannot have it asked for ever. Threads share it.
 */
final class Refusals {

  /** Beyond that the oldest are forgotten. */
  private static final int MOST_KEPT = 10_000;

  private final int most;
  private final Duration kept;
  private final LongSupplier nanoTime;
  private final Map<String, Refused> refused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refused> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Refused(int times, long at) {}

  /**
   * @param most after how many refusals in a row an address is given up
   * @param kept for how long
   */
  Refusals(int most, Duration kept, LongSupplier nanoTime) {
    this.most = most;
    this.kept = kept;
    this.nanoTime = nanoTime;
  }

  /** Notes a refusal; true if the address is given up by that. */
  synchronized boolean add(DueCallback callback) {
    Refused now =
        refused.merge(
            key(callback),
            new Refused(1, nanoTime.getAsLong()),
            (before, one) -> new Refused(before.times() + 1, one.at()));
    return now.times() >= most;
  }

  /** It was taken. */
  synchronized void forget(DueCallback callback) {
    refused.remove(key(callback));
  }

  synchronized boolean isGivenUp(DueCallback callback) {
    Refused found = refused.get(key(callback));
    if (found == null || found.times() < most) {
      return false;
    }
    if (nanoTime.getAsLong() - found.at() < kept.toNanos()) {
      return true;
    }
    refused.remove(key(callback));
    return false;
  }

  private static String key(DueCallback callback) {
    return callback.job().tenant() + " " + CallbackTarget.address(URI.create(callback.uri()));
  }
}
