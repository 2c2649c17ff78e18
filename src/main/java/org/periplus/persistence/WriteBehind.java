package org.periplus.persistence;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes that can wait for the next one of the same owner that cannot: they go into its
 * transaction, before it and in their order, so that a server that dies leaves what it has written
 * up to some moment, and nothing that came after one that is missing. What is lost with it must be
 * such that the next server finds it out again. Safe for use by several threads.
 */
public final class WriteBehind implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WriteBehind.class.getName());

  /** How long what people see may be behind. */
  private static final Duration SHOWN_WITHIN = Duration.ofMillis(200);

  private final Database database;
  private final Predicate<UUID> hold;
  private final Map<UUID, Pending> pending = new ConcurrentHashMap<>();

  /** Never interrupted: the embedded database would give itself up. */
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(2, WriteBehind::thread);

  /**
   * @param hold takes the lock on an owner's row that others take first too, so that no two
   *     transactions wait for each other; false when there is no such row any more: then nothing of
   *     what waits is written
   */
  public WriteBehind(Database database, Predicate<UUID> hold) {
    this.database = database;
    this.hold = hold;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // It is closed.
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "periplus-write-behind");
    thread.setDaemon(true);
    return thread;
  }

  /** Writes with the owner's next transaction, whenever that is: nobody looks at it meanwhile. */
  public void later(UUID owner, Runnable write) {
    of(owner).add(write);
  }

  /** Writes with the owner's next transaction, or soon without one: people see it. */
  public void soon(UUID owner, Runnable write) {
    Pending writes = of(owner);
    writes.add(write);
    writes.dueSoon();
  }

  /**
   * Changes what a write that still waits is to write; where it does not wait any more, writes the
   * change itself soon.
   *
   * @param change called by this thread while nothing of the owner is written
   */
  public void soon(UUID owner, Runnable waiting, Runnable change, Runnable write) {
    Pending writes = of(owner);
    if (!writes.changed(waiting, change)) {
      writes.add(write);
    }
    writes.dueSoon();
  }

  /**
   * Writes what waits, then does the work, in one transaction. When the work fails, what waits goes
   * on waiting.
   *
   * @throws DatabaseAwayException when the database does not answer; what waits goes on waiting
   */
  public <T> T together(UUID owner, Supplier<T> work) {
    return of(owner).together(work);
  }

  /** Writes what waits. */
  public void write(UUID owner) {
    Pending writes = pending.get(owner);
    if (writes != null) {
      writes.write();
    }
  }

  /** Nothing more is to come of an owner. */
  public void forget(UUID owner) {
    pending.remove(owner);
  }

  private Pending of(UUID owner) {
    return pending.computeIfAbsent(owner, Pending::new);
  }

  /** Writes what waits of all, as far as that can be done now. */
  @Override
  public void close() {
    timer.shutdown();
    pending.values().forEach(Pending::writeIfPossible);
  }

  /** What waits of one owner. */
  private final class Pending {

    private final UUID owner;

    /**
     * Held also while it is written: what is written may be read from objects that go on changing,
     * and whoever changes one further has added before what comes first.
     */
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Runnable> writes = new LinkedHashSet<>();
    private boolean shown;
    private boolean due;

    /** Whether the thread that has the lock is within a transaction of this owner. */
    private boolean writing;

    Pending(UUID owner) {
      this.owner = owner;
    }

    void add(Runnable write) {
      lock.lock();
      try {
        if (writing) {
          write.run(); // The transaction that it would wait for is this one.
        } else {
          writes.add(write);
        }
      } finally {
        lock.unlock();
      }
    }

    boolean changed(Runnable waiting, Runnable change) {
      lock.lock();
      try {
        boolean waits = !writing && writes.contains(waiting);
        if (waits) {
          change.run();
        }
        return waits;
      } finally {
        lock.unlock();
      }
    }

    void dueSoon() {
      lock.lock();
      try {
        shown |= !writes.isEmpty();
        if (shown && !due) {
          due = true;
          var unused =
              timer.schedule(this::writeShown, SHOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
      } finally {
        lock.unlock();
      }
    }

    private void writeShown() {
      lock.lock();
      try {
        due = false;
        if (shown) {
          writeIfPossible();
          dueSoon(); // The database may have been away.
        }
      } finally {
        lock.unlock();
      }
    }

    void writeIfPossible() {
      try {
        write();
      } catch (DatabaseAwayException e) {
        LOG.log(System.Logger.Level.DEBUG, "Written later: {0}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "What waited of " + owner + " cannot be written", e);
      }
    }

    void write() {
      lock.lock();
      try {
        if (!writes.isEmpty()) {
          together(() -> null);
        }
      } finally {
        lock.unlock();
      }
    }

    <T> T together(Supplier<T> work) {
      lock.lock();
      try {
        return writing ? work.get() : transaction(work);
      } finally {
        lock.unlock();
      }
    }

    private <T> T transaction(Supplier<T> work) {
      AtomicBoolean written = new AtomicBoolean();
      writing = true;
      try {
        return database.inOneTransaction(
            () -> {
              database.afterCommit(this::clear);
              written.set(false);
              writeAll();
              written.set(true);
              return work.get();
            });
      } catch (DatabaseAwayException e) {
        throw e;
      } catch (RuntimeException e) {
        if (!written.get()) {
          clear(); // It would keep all that follows from being written.
        }
        throw e;
      } finally {
        writing = false;
      }
    }

    private void clear() {
      writes.clear();
      shown = false;
    }

    private void writeAll() {
      if (!writes.isEmpty() && hold.test(owner)) {
        for (Runnable write : writes) {
          write.run();
          database.send(); // What comes by another way to the database, or reads, finds it there.
        }
      }
    }
  }
}
