package org.periplus.staging.fetch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How far the downloads of a job are, and who is told that now and then. Threads share it. */
final class DownloadProgress {

  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  private final StageInListener listener;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TELL_EVERY.toNanos());

  DownloadProgress(StageInListener listener) {
    this.listener = listener;
  }

  /** So many bytes will come; negative when that is not known. */
  void announced(long length) {
    total.addAndGet(Math.max(0, length));
    tell();
  }

  void arrived(long count) {
    bytes.addAndGet(count);
    tell();
  }

  /** What had come, and what was announced, does not count. */
  void lost(long count, long announced) {
    bytes.addAndGet(-count);
    total.addAndGet(-Math.max(0, announced));
  }

  /** How many bytes have come. */
  long bytes() {
    return bytes.get();
  }

  private void tell() {
    long before = told.get();
    long now = System.nanoTime();
    if (now - before >= TELL_EVERY.toNanos() && told.compareAndSet(before, now)) {
      listener.progressed(new StageInProgress(bytes.get(), Math.max(bytes.get(), total.get())));
    }
  }
}
