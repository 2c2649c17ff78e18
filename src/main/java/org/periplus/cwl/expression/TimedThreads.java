package org.periplus.cwl.expression;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs the work of one expression at a time for each caller, on a thread of its own, which has room
 * for deep calls and is interrupted when the time is over. Threads may share it.
 */
final class TimedThreads implements AutoCloseable {

  /** What is known of work under way. */
  static final class Progress {
    private volatile Optional<ExpressionException> failure = Optional.empty();

    /** It has failed with this already; what follows makes the message better. */
    void failed(ExpressionException reason) {
      failure = Optional.of(reason);
    }
  }

  private static final long STACK_BYTES = 64L << 20;
  private static final long SECONDS_IDLE = 10;

  private final Duration limit;
  private final ThreadPoolExecutor threads;

  TimedThreads(Duration limit) {
    this.limit = limit;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            SECONDS_IDLE,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              String name = "cwl-expression-" + number.incrementAndGet();
              Thread thread = new Thread(null, task, name, STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has work done.
   *
   * @throws ExpressionException when that takes too long, or as the work throws it
   */
  <T> T call(String expression, Function<Progress, T> work) {
    Progress progress = new Progress();
    Future<T> result = threads.submit(() -> work.apply(progress));
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw progress.failure.orElseGet(() -> overTime(expression));
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new ExpressionException(expression, "interrupted", 0);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ExpressionException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  ExpressionException overTime(String expression) {
    return new ExpressionException(expression, "it took longer than " + seconds() + " s", 0);
  }

  private String seconds() {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? String.valueOf(millis / 1000) : String.valueOf(millis / 1000.0);
  }

  /** How many evaluations are under way. */
  int busy() {
    return threads.getActiveCount();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
