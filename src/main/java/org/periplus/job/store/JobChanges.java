package org.periplus.job.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.periplus.job.Job;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.persistence.Database;

/**
 * Changes of jobs that are told to their subscribers: each is one transaction, which holds the
 * job's row and notes the callback. Threads share it.
 */
final class JobChanges {

  private final Database database;
  private final CallbackOutbox callbacks;
  private final InstantSource clock;
  private volatile Consumer<UUID> watcher = job -> {};

  JobChanges(Database database, CallbackOutbox callbacks, InstantSource clock) {
    this.database = database;
    this.callbacks = callbacks;
    this.clock = clock;
  }

  void onChanged(Consumer<UUID> newWatcher) {
    watcher = newWatcher;
  }

  /** Makes a change of a job that has not ended; false if it has, or there is none. */
  boolean whileOpen(UUID id, BiConsumer<Job, Instant> change) {
    return whileOpen(id, change, (jpa, job) -> {});
  }

  /** The same with more in its transaction. */
  boolean whileOpen(UUID id, BiConsumer<Job, Instant> change, BiConsumer<EntityManager, Job> more) {
    return when(id, job -> !job.status().ended(), change, more);
  }

  /** Makes a change of a job that meets a condition; false if it does not, or there is none. */
  boolean when(UUID id, Predicate<Job> condition, BiConsumer<Job, Instant> change) {
    return when(id, condition, change, (jpa, job) -> {});
  }

  /** The same with more in its transaction. */
  boolean when(
      UUID id,
      Predicate<Job> condition,
      BiConsumer<Job, Instant> change,
      BiConsumer<EntityManager, Job> more) {
    Change made =
        database.inTransaction(
            jpa -> {
              Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
              if (job == null || !condition.test(job)) {
                return Change.NONE;
              }
              Instant now = clock.instant();
              change.accept(job, now);
              more.accept(jpa, job);
              return callbacks.happened(jpa, job, now) ? Change.TOLD : Change.SILENT;
            });
    database.afterCommit(() -> tell(id, made));
    return made != Change.NONE;
  }

  private void tell(UUID id, Change made) {
    if (made == Change.TOLD) {
      callbacks.wake();
    }
    if (made != Change.NONE) {
      watcher.accept(id);
    }
  }

  private enum Change {
    NONE,
    SILENT,
    /** A subscriber is to be told of it. */
    TOLD
  }
}
