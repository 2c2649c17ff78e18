package org.periplus.api.event;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The threads of those who follow something: as many as have something to send, and one that keeps
 * the time. Safe for use by several threads.
 */
public final class FollowerThreads {

  private final ExecutorService senders;
  private final ScheduledExecutorService clock;

  /**
   * @param of what is followed, as threads are called
   */
  public FollowerThreads(String of) {
    senders = Executors.newCachedThreadPool(task -> daemon(task, "periplus-" + of + "-follower"));
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> daemon(task, "periplus-" + of + "-clock"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(FollowerThreads.class.getClassLoader());
    return thread;
  }

  /** Those that send. */
  public Executor senders() {
    return senders;
  }

  /** The one that keeps the time. */
  public ScheduledExecutorService clock() {
    return clock;
  }

  /** Does something again and again. */
  public void every(Duration interval, Runnable task) {
    var unused =
        clock.scheduleWithFixedDelay(
            task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Ends them, and waits for none: a client that takes nothing would keep the server from ending.
   *
   * @param last what lets go of the clients
   */
  public void close(Stream<Runnable> last) {
    clock.shutdownNow();
    last.forEach(senders::execute);
    senders.shutdown();
  }
}
