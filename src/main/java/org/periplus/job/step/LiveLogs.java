package org.periplus.job.step;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The logs that are being written on this server, by name, and who waits for one to begin. */
final class LiveLogs {

  private final Map<String, LiveLog> live = new ConcurrentHashMap<>();
  private final Map<String, Set<Consumer<LiveLog>>> waiting = new ConcurrentHashMap<>();

  Optional<LiveLog> find(String name) {
    return Optional.ofNullable(live.get(name));
  }

  void began(String name, LiveLog log) {
    live.put(name, log);
    Set<Consumer<LiveLog>> patient = waiting.remove(name);
    if (patient != null) {
      patient.forEach(each -> each.accept(log));
    }
  }

  void ended(String name) {
    live.remove(name);
  }

  /**
   * Hands out the log that is being written, now or when it begins; once.
   *
   * @return makes the wait end
   */
  Runnable whenLive(String name, Consumer<LiveLog> follower) {
    waiting.computeIfAbsent(name, n -> ConcurrentHashMap.newKeySet()).add(follower);
    LiveLog log = live.get(name);
    if (log != null && forget(name, follower)) {
      follower.accept(log);
    }
    return () -> forget(name, follower);
  }

  private boolean forget(String name, Consumer<LiveLog> follower) {
    boolean[] was = {false};
    waiting.computeIfPresent(
        name,
        (n, patient) -> {
          was[0] = patient.remove(follower);
          return patient.isEmpty() ? null : patient;
        });
    return was[0];
  }
}
