package org.periplus.staging.fetch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.concurrent.Cancellable;
import org.periplus.trace.JobContext;

/**
 * The downloads of one job: how many run at once, how much they may bring, how far they are, and
 * their end when the job is stopped or one of them fails. Safe for use by several threads.
 */
public final class Downloads implements AutoCloseable {

  private static final String STOPPED = "the download was stopped";

  private final ThreadPoolExecutor threads;
  private final ByteBudget budget;
  private final StageInListener listener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<Cancellable> requests = ConcurrentHashMap.newKeySet();
  private final DownloadProgress progress;

  /** One piece of work. */
  @FunctionalInterface
  public interface Task<T> {
    T run() throws FetchException;
  }

  /**
   * @param listener told how far the downloads are, and which files have come
   */
  public Downloads(int parallel, ByteBudget budget, StageInListener listener) {
    this.budget = budget;
    this.listener = listener;
    this.progress = new DownloadProgress(listener);
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "periplus-stage-in-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs a task when there is room.
   *
   * @return completed exceptionally with a {@link StageInException} when it cannot be done
   */
  public <T> CompletableFuture<T> submit(String input, Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(JobContext.carriedBy(() -> run(input, task, result)));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new StageInException(input, "a reference", STOPPED));
    }
    return result;
  }

  private static <T> void run(String input, Task<T> task, CompletableFuture<T> result) {
    try {
      result.complete(task.run());
    } catch (FetchException e) {
      result.completeExceptionally(new StageInException(input, e));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  public ByteBudget budget() {
    return budget;
  }

  /** An answer says how many bytes will come; negative when it does not. */
  public void announced(long length) {
    progress.announced(length);
  }

  /** Bytes have come: false when they are more than the job may fetch. */
  public boolean arrived(long count) {
    boolean fits = budget.take(count);
    progress.arrived(count);
    return fits;
  }

  /** What had come, and what was announced, does not count. */
  public void lost(long count, long announced) {
    progress.lost(count, announced);
    budget.giveBack(count);
  }

  /** How many bytes have come. */
  public long bytes() {
    return progress.bytes();
  }

  /** A file is complete. */
  public void fetched(FetchedFile file) {
    listener.fetched(file);
  }

  /** Makes a request end when the downloads are stopped. */
  void begin(Reference reference, Cancellable request) throws FetchException {
    requests.add(request);
    if (isStopped()) {
      request.cancel();
      throw stopped(reference);
    }
  }

  void ended(Cancellable request) {
    requests.remove(request);
  }

  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  public FetchException stopped(Reference reference) {
    return new FetchException(reference, STOPPED);
  }

  /** Waits before the next attempt, unless the downloads are stopped. */
  void pause(Reference reference, Duration delay) throws FetchException {
    try {
      if (stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        throw stopped(reference);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(reference);
    }
  }

  /** Ends everything that runs, and lets nothing begin. */
  public void stop() {
    stopped.countDown();
    requests.forEach(Cancellable::cancel);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
