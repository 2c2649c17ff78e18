package org.periplus.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.periplus.configuration.Backoff;

/**
 * Meets outages of the database. Who waits for an answer hears of it at once; the work of a patient
 * task is done again until the database is back. Safe for use by several threads.
 */
public final class DatabaseOutages {

  private static final System.Logger LOG = System.getLogger(DatabaseOutages.class.getName());
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

  /** How long the task of a thread waits for the database; null for not at all. */
  private static final ThreadLocal<Duration> PATIENCE = new ThreadLocal<>();

  private final CountDownLatch closed = new CountDownLatch(1);

  DatabaseOutages() {}

  /** Says that a server starts without its database. */
  static void warnOfStart(String url, RuntimeException e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The database at {0} does not answer: {1}. Until it does, this server is not ready and"
            + " answers 503; nobody has to start it again.",
        url,
        cause(e));
  }

  /** The task, with patience: nobody waits for its answer. */
  public Runnable patiently(Duration atMost, Runnable task) {
    return () -> {
      PATIENCE.set(atMost);
      try {
        task.run();
      } finally {
        PATIENCE.remove();
      }
    };
  }

  /**
   * Does work with the database that may be done twice: whether a change was made whose connection
   * broke is not known.
   *
   * @throws DatabaseAwayException when the database is away, to a patient task after its patience
   */
  public <T> T through(Supplier<T> work) {
    Duration atMost = PATIENCE.get();
    long begun = System.nanoTime();
    for (int failures = 1; ; failures++) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!(e instanceof DatabaseAwayException) && !isAway(e)) {
          throw e;
        }
        if (atMost == null
            || System.nanoTime() - begun >= atMost.toNanos()
            || closedWithin(BACKOFF.delayAfter(failures))) {
          throw e instanceof DatabaseAwayException away ? away : new DatabaseAwayException(e);
        }
        LOG.log(System.Logger.Level.WARNING, "The database is away; trying again: {0}", cause(e));
      }
    }
  }

  /** A part of work that is done again as a whole: the part alone is not. */
  <T> T within(Supplier<T> part) {
    Duration atMost = PATIENCE.get();
    PATIENCE.remove();
    try {
      return part.get();
    } finally {
      PATIENCE.set(atMost);
    }
  }

  private boolean closedWithin(Duration delay) {
    try {
      return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Nobody waits any more. */
  void close() {
    closed.countDown();
  }

  /** Whether a failure is one of an outage, which passes. */
  static boolean isAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAway(sql)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The states of a broken or refused connection, of too many connections, and those of
   * PostgreSQL's start and end. Where the pool names the failure that kept it waiting, that says
   * more than the wait.
   */
  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return (failure instanceof SQLTransientConnectionException
            && !(failure.getCause() instanceof SQLException))
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P0");
  }

  static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.toString();
  }
}
