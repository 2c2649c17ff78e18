package org.periplus.batch.shutdown;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.periplus.batch.admission.Intake;
import org.periplus.batch.run.JobRun;

/**
 * The end of this server's work: it takes no more jobs, waits for those that run if it is to be
 * drained, and leaves what then still runs, with its containers, to the next server. Safe for use
 * by several threads.
 */
public final class GracefulShutdown {

  private static final System.Logger LOG = System.getLogger(GracefulShutdown.class.getName());

  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private final Intake intake;
  private final ShutdownConfiguration configuration;
  private final Map<UUID, JobRun> launched;

  /**
   * @param launched the jobs that this server works on, as they come and go
   */
  public GracefulShutdown(
      Intake intake, ShutdownConfiguration configuration, Map<UUID, JobRun> launched) {
    this.intake = intake;
    this.configuration = configuration;
    this.launched = launched;
  }

  /** Tells that a job is no longer worked on. */
  public void jobGone() {
    if (intake.hasEnded() && launched.isEmpty()) {
      idle.complete(null);
    }
  }

  /** Waits until no job is worked on, if that is wanted, and not for ever. */
  public void drain() {
    if (configuration.drains() && !launched.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "The server stops when the {0} jobs that it runs have ended, or after {1}",
          launched.size(),
          configuration.drainTimeout());
      jobGone(); // The last may have gone meanwhile.
      await(idle, configuration.drainTimeout(), "Some jobs have not ended and are left");
    }
  }

  /** Leaves what runs. */
  public void leave(Stream<CompletableFuture<Void>> ends) {
    launched.values().forEach(run -> run.handover().begin());
    CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    await(all, configuration.leaveTimeout(), "Some jobs were cut off");
  }

  private static void await(CompletableFuture<Void> event, Duration atMost, String otherwise) {
    try {
      event.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", otherwise, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
