package org.periplus.batch;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.periplus.job.queue.JobQueue;

/** The ends of jobs that somebody waits for. Safe for use by several threads. */
final class JobEnds {

  private final Map<UUID, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final JobQueue queue;
  private final Executor threads;

  JobEnds(JobQueue queue, Executor threads) {
    this.queue = queue;
    this.threads = threads;
  }

  /** Completed when the job has ended, on whatever server, or when the time is over. */
  CompletionStage<Void> await(UUID jobId, Duration atMost) {
    CompletableFuture<Void> end = awaited.computeIfAbsent(jobId, id -> new CompletableFuture<>());
    look(jobId);
    if (end.isDone()) {
      return CompletableFuture.completedFuture(null);
    }
    // A copy: a timeout is the waiter's alone. The thread that ends a job, and the one timer that
    // all waiters share, are not for sending results in.
    return end.copy()
        .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .thenRunAsync(() -> {}, threads);
  }

  /** Looks whether jobs have ended of which this server hears nothing by itself. */
  void lookFor(Predicate<UUID> elsewhere) {
    awaited.keySet().stream().filter(elsewhere).forEach(this::look);
  }

  private void look(UUID jobId) {
    if (!queue.isOpen(jobId)) {
      tell(jobId);
    }
  }

  /** Tells those who wait for the end of a job that it is there. */
  void tell(UUID jobId) {
    CompletableFuture<Void> end = awaited.remove(jobId);
    if (end != null) {
      end.complete(null);
    }
  }
}
