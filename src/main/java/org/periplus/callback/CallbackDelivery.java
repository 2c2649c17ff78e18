package org.periplus.callback;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.configuration.Service;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.callback.DueCallback;
import org.periplus.security.Egress;
import org.periplus.trace.JobContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox holds, at least once: at once when it becomes due on this server, at the
 * time of the next attempt after a failure, and what other servers have left when they died.
 * Threads share it.
 */
@Service
public class CallbackDelivery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackDelivery.class);

  /** What is due and not taken is being taken by another server at this very moment. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final CallbackOutbox outbox;
  private final CallbackBodies bodies;
  private final CallbackConfiguration configuration;
  private final CallbackSender sender;
  private final ScheduledThreadPoolExecutor threads;
  private final Underway underway;
  private final Refusals refusals;
  private final AtomicInteger busy = new AtomicInteger();
  private Future<?> timer;

  @Inject
  public CallbackDelivery(
      CallbackOutbox outbox,
      CallbackBodies bodies,
      CallbackConfiguration configuration,
      CallbackKeys keys,
      Egress egress) {
    this.outbox = outbox;
    this.bodies = bodies;
    this.configuration = configuration;
    this.sender = new CallbackSender(configuration, keys, egress.rules());
    this.underway = new Underway(configuration.parallelByTenant(), configuration.parallelByHost());
    this.refusals =
        new Refusals(configuration.maxRefusals(), configuration.maxRetryDelay(), System::nanoTime);
    this.threads =
        new ScheduledThreadPoolExecutor(
            configuration.parallel(),
            work -> {
              Thread thread = new Thread(work, "periplus-callbacks");
              thread.setDaemon(true);
              return thread;
            });
    this.threads.setRemoveOnCancelPolicy(true);
    this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    start();
  }

  /** Begins to deliver, also what an earlier run of the server has left. */
  public void start() {
    outbox.onDue(this::wake);
    wake();
  }

  /** Something may be due. */
  private void wake() {
    if (busy.incrementAndGet() > configuration.parallel() || threads.isShutdown()) {
      // One that is busy looks again when it is done.
      busy.decrementAndGet();
      return;
    }
    threads.execute(this::deliverAll);
  }

  private void deliverAll() {
    try {
      for (Optional<DueCallback> due = take(); due.isPresent(); due = take()) {
        // There may be more of them than one thread should tell one after the other.
        wake();
        try (JobContext.Binding unused = due.get().job().bind()) {
          deliver(due.get());
        } finally {
          underway.end(due.get());
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Callbacks cannot be delivered now: {}", e.getMessage());
    } finally {
      busy.decrementAndGet();
      sleepUntilNext();
    }
  }

  /** One after the other: what is under way decides what is taken. */
  private Optional<DueCallback> take() {
    synchronized (underway) {
      if (threads.isShutdown()) {
        return Optional.empty();
      }
      Optional<DueCallback> due = outbox.take(configuration.lease(), underway.busy());
      due.ifPresent(underway::begin);
      return due;
    }
  }

  private void deliver(DueCallback callback) {
    if (refusals.isGivenUp(callback)) {
      giveUp(callback, "its address has refused others before");
      return;
    }
    try {
      Optional<CallbackBodies.Body> body = bodies.body(callback);
      if (body.isPresent()) {
        sender.send(callback, body.get());
      }
      refusals.forget(callback);
      outbox.told(callback, configuration.progressInterval());
    } catch (CallbackSender.NotTakenException | RuntimeException e) {
      failed(callback, e);
    }
  }

  private void failed(DueCallback callback, Exception failure) {
    if (threads.isShutdown()) {
      return; // The next start tries it again, when its lease is over.
    }
    boolean refused =
        failure instanceof CallbackSender.NotTakenException answer
            && answer.refused()
            && refusals.add(callback);
    if (refused || callback.attempt() >= configuration.attempts()) {
      giveUp(callback, failure.getMessage());
      return;
    }
    Duration delay = configuration.backoff().delayAfter(callback.attempt());
    LOG.info(
        "Job {}: the subscriber at {} was not told and is told again in {}: {}",
        callback.jobId(),
        callback.kind().member(),
        delay,
        failure.getMessage());
    outbox.retry(callback, delay);
  }

  private void giveUp(DueCallback callback, String reason) {
    LOG.warn(
        "Job {}: the subscriber at {} was not told after {} attempts: {}",
        callback.jobId(),
        callback.kind().member(),
        callback.attempt(),
        reason);
    outbox.giveUp(callback);
  }

  /** Sets the one timer to the next time at which something is to be done. */
  private void sleepUntilNext() {
    Duration wait = configuration.takeoverInterval();
    try {
      Duration next = outbox.untilNext(underway.busy()).orElse(wait);
      wait = next.compareTo(wait) < 0 ? next : wait;
    } catch (RuntimeException e) {
      LOG.warn("The next callback is not known: {}", e.getMessage());
    }
    synchronized (this) {
      if (timer != null) {
        timer.cancel(false);
      }
      if (!threads.isShutdown()) {
        long millis = Math.max(wait.toMillis(), MOMENT.toMillis());
        timer = threads.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Stops; what is not delivered stays in the outbox. */
  @Override
  @PreDestroy
  public void close() {
    outbox.onDue(() -> {});
    threads.shutdownNow();
    sender.close();
  }
}
