package org.periplus.api.guard;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many of something each client, or each tenant, has at once. Threads share it. */
final class Places {

  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  /**
   * Takes a place.
   *
   * @param most how many there are for each; zero for any number
   * @return how to give it back, which counts once; empty when there is none
   */
  Optional<Runnable> take(String whose, int most) {
    if (most <= 0) {
      return Optional.of(() -> {});
    }
    AtomicBoolean got = new AtomicBoolean();
    taken.compute(
        whose,
        (same, before) -> {
          int now = before == null ? 0 : before;
          got.set(now < most);
          return now < most ? Integer.valueOf(now + 1) : before;
        });
    if (!got.get()) {
      return Optional.empty();
    }
    AtomicBoolean given = new AtomicBoolean();
    return Optional.of(
        () -> {
          if (given.compareAndSet(false, true)) {
            taken.computeIfPresent(whose, (same, now) -> now <= 1 ? null : now - 1);
          }
        });
  }
}
