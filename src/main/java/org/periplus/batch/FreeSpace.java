package org.periplus.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The free space on the disk of the data directory. Steps that would fill it wait. No file system
 * tells when it has room again, so a timer looks at it, but only while somebody waits. Safe for use
 * by several threads.
 */
final class FreeSpace implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FreeSpace.class.getName());

  private final Path folder;
  private final DiskConfiguration configuration;
  private final ScheduledThreadPoolExecutor timer;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private boolean watched;

  FreeSpace(Path folder, DiskConfiguration configuration) {
    this.folder = folder;
    this.configuration = configuration;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "periplus-free-space");
              thread.setDaemon(true);
              return thread;
            });
  }

  DiskConfiguration configuration() {
    return configuration;
  }

  /**
   * The event that there is enough; it may have happened already.
   *
   * @return cancelling it gives the wait up
   */
  CompletableFuture<Void> enough() {
    if (isEnough()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> event = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(event);
      watch();
    }
    return event;
  }

  boolean isEnough() {
    return configuration.minFree().bytes() == 0 || free() >= configuration.minFree().bytes();
  }

  /** Why steps wait, as a sentence. */
  String shortage() {
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
      if (isEnough()) {
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
