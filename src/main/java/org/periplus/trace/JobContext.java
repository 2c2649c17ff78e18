package org.periplus.trace;

import java.util.Optional;
import java.util.UUID;

/**
 * The job, and the step of it, for which a thread works. Immutable; which one is the thread's own
 * is bound to the thread.
 *
 * @param step the dotted path of the step; empty for what concerns the whole job
 */
public record JobContext(
    UUID jobId, String tenant, String processId, TraceContext trace, String step) {

  private static final ThreadLocal<JobContext> CURRENT = new ThreadLocal<>();

  /** Ends a binding: the thread works for whom it had worked for before. */
  public interface Binding extends AutoCloseable {
    @Override
    void close();
  }

  /** For whom the current thread works. */
  public static Optional<JobContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The current thread works for this job until the binding is closed by the same thread. */
  public Binding bind() {
    return bound(this);
  }

  /** The current thread works for no job until the binding is closed. */
  public static Binding none() {
    return bound(null);
  }

  /** A task that works for whom the current thread works, on whatever thread. */
  public static Runnable carriedBy(Runnable task) {
    JobContext carried = CURRENT.get();
    return () -> {
      try (Binding unused = bound(carried)) {
        task.run();
      }
    };
  }

  /** The same job at one of its steps. */
  public JobContext at(String newStep) {
    return new JobContext(jobId, tenant, processId, trace, newStep);
  }

  private static Binding bound(JobContext context) {
    JobContext before = CURRENT.get();
    set(context);
    return () -> set(before);
  }

  private static void set(JobContext context) {
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }
}
