package org.periplus.batch;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.periplus.trace.JobContext;

/**
 * The threads that steps run on: virtual ones where the JDK has them (21 and newer), else platform
 * threads made when needed. There is no upper limit here; how much runs at once is what {@link
 * ContainerSlots} says. Each thread sees the classes of this application, and works for the job for
 * which the thread works that hands it a task.
 */
final class StepThreads implements Executor, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(StepThreads.class.getName());

  private final ExecutorService threads = newExecutor();
  private final UnaryOperator<Runnable> patiently;
  private final Duration timeToEnd;

  /**
   * @param patiently makes tasks as patient with the database as they shall be
   * @param timeToEnd how long they may take to end when they are told to
   */
  StepThreads(UnaryOperator<Runnable> patiently, Duration timeToEnd) {
    this.patiently = patiently;
    this.timeToEnd = timeToEnd;
  }

  @Override
  public void execute(Runnable task) {
    Runnable patient = patiently.apply(JobContext.carriedBy(task));
    threads.execute(
        () -> {
          Thread.currentThread().setContextClassLoader(StepThreads.class.getClassLoader());
          patient.run();
        });
  }

  private static ExecutorService newExecutor() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      AtomicLong number = new AtomicLong();
      ThreadFactory factory =
          task -> {
            Thread thread = new Thread(task, "periplus-step-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          };
      return Executors.newCachedThreadPool(factory);
    }
  }

  /** Interrupts what runs, and gives it time to remove its containers. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(timeToEnd.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Some steps did not end when they were interrupted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
