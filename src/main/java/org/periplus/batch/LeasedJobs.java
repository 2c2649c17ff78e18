package org.periplus.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.periplus.batch.run.JobRun;
import org.periplus.job.queue.JobQueue;
import org.periplus.trace.JobContext;

/**
 * The jobs that this server works on: each has a lease in the queue, which the heartbeat of this
 * server renews. Safe for use by several threads.
 */
final class LeasedJobs {

  /** Held while jobs are taken, so that none is seen as this server's that it does not know yet. */
  private final Object taking = new Object();

  private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();

  /** What is taken again while its last run is not let go yet: it was restarted at once. */
  private final Map<UUID, Runnable> again = new HashMap<>();

  private final JobQueue queue;
  private final Consumer<UUID> started;

  /**
   * @param started records that a job runs now
   */
  LeasedJobs(JobQueue queue, Consumer<UUID> started) {
    this.queue = queue;
    this.started = started;
  }

  /** The jobs as they come and go. */
  Map<UUID, JobRun> runs() {
    return runs;
  }

  /** Takes as many jobs out of the queue as there is room for beside those that are here. */
  void take(int parallel, Consumer<UUID> begin) {
    synchronized (taking) {
      int room = parallel - runs.size();
      if (room > 0) {
        try (JobContext.Binding unused = JobContext.none()) { // For one job, others may be taken.
          queue.take(room, started).forEach(id -> begin(id, () -> begin.accept(id)));
        }
      }
    }
  }

  private void begin(UUID id, Runnable begin) {
    if (runs.containsKey(id)) {
      again.put(id, begin);
    } else {
      begin.run();
    }
  }

  /** The run of a job is over; when the job was taken again meanwhile, its next run begins. */
  void letGo(UUID id) {
    synchronized (taking) {
      runs.remove(id);
      Runnable next = again.remove(id);
      if (next != null) {
        next.run();
      }
    }
  }

  /** Renews the leases, leaves the jobs whose lease is lost, and names those to be dismissed. */
  void renew(Consumer<UUID> dismiss) {
    synchronized (taking) {
      Map<UUID, Boolean> mine = queue.renew();
      runs.values().stream()
          .filter(run -> !mine.containsKey(run.id()))
          .forEach(run -> run.handover().begin());
      mine.forEach(
          (id, dismissed) -> {
            if (!runs.containsKey(id)) {
              queue.release(id); // Its end was recorded and its release was not.
            } else if (dismissed) {
              dismiss.accept(id); // The request came to another server.
            }
          });
    }
  }

  /** Does something while no jobs are being taken. */
  void whileNoneIsTaken(Runnable action) {
    synchronized (taking) {
      action.run();
    }
  }
}
