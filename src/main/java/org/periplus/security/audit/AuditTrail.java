package org.periplus.security.audit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.periplus.configuration.Backoff;
import org.periplus.configuration.Service;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.security.access.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was asked for, and what came of it. Who asks does not wait for the table: one thread writes
 * to it, many entries in one transaction. What finds no room before it is said in the server's log,
 * whole. Threads share it.
 */
@Service
public class AuditTrail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int BATCH = 500;
  private static final String ENDED = "the server ended";
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

  private final AuditStore store;
  private final AuditConfiguration configuration;
  private final Set<AuditKind> kinds;
  private final Map<Operation, AuditKind> kindsOf = new ConcurrentHashMap<>();
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final Repetitions repetitions;
  private final AuditLines lines;
  private final BlockingQueue<AuditEntry> waiting;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicBoolean isWriting = new AtomicBoolean();
  private final AtomicBoolean isCounting = new AtomicBoolean();

  /** What could not be written because the database was away. */
  private volatile List<AuditEntry> left = List.of();

  private int failures;
  private boolean closed;

  /** Nobody writes any more. */
  private volatile boolean isOver;

  @Inject
  public AuditTrail(AuditStore store, AuditConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
    this.kinds = configuration.kinds();
    this.repetitions = new Repetitions(configuration.refusalsByClient(), configuration.refusals());
    this.lines = new AuditLines(configuration);
    this.waiting = new LinkedBlockingQueue<>(configuration.queue());
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread one = new Thread(work, "periplus-audit");
              one.setDaemon(true);
              return one;
            });
    this.thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** When something happens that is recorded now. */
  public Instant now() {
    return clock.instant();
  }

  /** Whether an operation that was answered so is recorded. */
  public boolean has(Operation operation, int status) {
    return kinds.contains(kindOf(operation))
        || (kinds.contains(AuditKind.REFUSALS) && Outcome.of(status) == Outcome.REFUSED);
  }

  /** Records something that a resource did, if it is recorded. */
  public void record(AuditEntry entry, Operation operation) {
    if (has(operation, entry.status())) {
      keep(entry, kindOf(operation) == AuditKind.CHANGES);
    }
  }

  private AuditKind kindOf(Operation operation) {
    return kindsOf.computeIfAbsent(operation, AuditKind::of);
  }

  /** Records something that was refused before it was clear what it was, whatever the status. */
  public void refused(AuditEntry entry) {
    if (kinds.contains(AuditKind.REFUSALS)) {
      keep(entry, false);
    }
  }

  private void keep(AuditEntry entry, boolean isChange) {
    boolean isRecorded = repetitions.isRecorded(entry, isChange);
    if (isRecorded) {
      write(entry);
    }
    if (repetitions.isBegun() && isCounting.compareAndSet(false, true)) {
      var unused =
          thread.schedule(
              this::endInterval, configuration.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void write(AuditEntry entry) {
    lines.write(entry);
    if (!waiting.offer(entry)) {
      notWritten(entry, configuration.queue() + " others wait already");
    } else if (isWriting.compareAndSet(false, true)) {
      thread.execute(this::writeAll);
    }
    if (isOver && waiting.remove(entry)) {
      notWritten(entry, ENDED);
    }
  }

  private void endInterval() {
    isCounting.set(false);
    repetitions.end().forEach(this::write);
  }

  private void writeAll() {
    isWriting.set(false);
    while (!left.isEmpty() || !waiting.isEmpty()) {
      boolean again = !left.isEmpty();
      List<AuditEntry> some = again ? left : next();
      try {
        store.add(some, again);
        left = List.of();
        failures = 0;
      } catch (DatabaseAwayException e) {
        left = some;
        waitForDatabase();
        return;
      } catch (RuntimeException e) {
        left = List.of();
        some.forEach(this::writeAlone);
      }
    }
  }

  private List<AuditEntry> next() {
    List<AuditEntry> some = new ArrayList<>();
    waiting.drainTo(some, BATCH);
    return some;
  }

  private void waitForDatabase() {
    failures++;
    if (!thread.isShutdown() && isWriting.compareAndSet(false, true)) {
      var unused =
          thread.schedule(
              this::writeAll, BACKOFF.delayAfter(failures).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One of them the database does not take; it must not keep the others out. */
  private void writeAlone(AuditEntry entry) {
    try {
      store.add(List.of(entry), true);
    } catch (RuntimeException e) {
      notWritten(entry, e.getMessage());
    }
  }

  private static void notWritten(AuditEntry entry, String reason) {
    LOG.error(
        "The audit trail's table does not have this ({}): {}", reason, AuditEvent.of(entry).line());
  }

  /** The database is still there. */
  void endBeforeTheApplication(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    close();
  }

  /** Writes what waits. */
  @Override
  @PreDestroy
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Future<?> last =
        thread.submit(
            () -> {
              endInterval();
              writeAll();
            });
    try {
      last.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("The audit trail could not be written to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
    isOver = true;
    List<AuditEntry> unwritten = new ArrayList<>(left);
    waiting.drainTo(unwritten);
    unwritten.forEach(entry -> notWritten(entry, ENDED));
    lines.close();
  }
}
