package org.periplus.batch.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * The free space on the disk of the data directory. Steps that would fill it wait. No file system
 * tells when it has room again, so a timer looks at it, but only while somebody waits. Safe for use
 * by several threads.
 */
public final class FreeSpace implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FreeSpace.class.getName());

  private final Path folder;
  private final FailureReasons reasons;
  private final DiskConfiguration configuration;
  private final LongUnaryOperator spare;
  private final ScheduledThreadPoolExecutor timer;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private boolean watched;

  /** The space on a disk that holds nothing to spare. */
  public FreeSpace(Path folder, DiskConfiguration configuration) {
    this(folder, configuration, bytes -> 0);
  }

  /**
   * The space on a disk.
   *
   * @param spare deletes about so many bytes of what is kept without need, as far as there are so
   *     many, and says how many it were; asked before anything waits
   */
  public FreeSpace(Path folder, DiskConfiguration configuration, LongUnaryOperator spare) {
    this.folder = folder;
    this.reasons = new FailureReasons(folder);
    this.configuration = configuration;
    this.spare = spare;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "periplus-free-space");
              thread.setDaemon(true);
              return thread;
            });
  }

  public DiskConfiguration configuration() {
    return configuration;
  }

  /**
   * The event that there is enough; it may have happened already.
   *
   * @return cancelling it gives the wait up
   */
  public CompletableFuture<Void> enough() {
    if (isMadeEnough()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> event = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(event);
      watch();
    }
    return event;
  }

  public boolean isEnough() {
    return configuration.minFree().bytes() == 0 || free() >= configuration.minFree().bytes();
  }

  /** Whether there is enough, maybe only without what is kept without need. */
  private boolean isMadeEnough() {
    if (isEnough()) {
      return true;
    }
    long given = spare.applyAsLong(configuration.minFree().bytes() - free());
    if (given > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "The disk is nearly full: {0} MiB of cached inputs were deleted",
          given >> 20);
    }
    return given > 0 && isEnough();
  }

  /**
   * Why something has failed, as users read it (see {@link FailureReasons}), and that the disk is
   * full if that may be the reason.
   */
  public String reason(Exception failure) {
    String message = reasons.of(failure);
    Optional<FullDisk> full = FullDisk.among(failure);
    if (full.isEmpty() && isEnough()) {
      return message;
    }
    String what = full.map(disk -> disk.told(folder)).orElse(message);
    return "%s. Of the server's disk %d MiB are free; steps start when as many are as periplus.data.min-free says, %d MiB."
        .formatted(
            what.replaceFirst("\\.$", ""), free() >> 20, configuration.minFree().bytes() >> 20);
  }

  /** Why steps wait, as a sentence. */
  public String shortage() {
    return "Waiting for disk space: %d MiB are free, and steps start when there are %d MiB."
        .formatted(free() >> 20, configuration.minFree().bytes() >> 20);
  }

  private long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The disk cannot be looked at: {0}", e.getMessage());
      return Long.MAX_VALUE; // A step that cannot write says more than a job that waits for ever.
    }
  }

  private void watch() {
    if (!watched && !timer.isShutdown()) {
      watched = true;
      LOG.log(System.Logger.Level.WARNING, "{0} No new step starts.", shortage());
      lookLater();
    }
  }

  private void lookLater() {
    long interval = configuration.checkInterval().toMillis();
    var unused = timer.schedule(this::look, interval, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Queue<CompletableFuture<Void>> ready = new ArrayDeque<>();
    synchronized (this) {
      waiting.removeIf(CompletableFuture::isDone);
      if (isMadeEnough()) {
        ready.addAll(waiting);
        waiting.clear();
      }
      watched = !waiting.isEmpty();
      if (watched) {
        lookLater();
      }
    }
    ready.forEach(event -> event.complete(null));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
