package org.periplus.staging.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.staging.fetch.Transfer;

/**
 * One fetch for all jobs that ask for a reference at the same time, by the same signature: one of
 * them fetches while the others wait for the lock. Who holds the lock may use it; who joins and
 * leaves is told one at a time by the cache's map.
 */
final class SharedFetch {

  private final Lock lock = new ReentrantLock();
  private int jobs;
  private Optional<Transfer> transfer = Optional.empty();
  private Optional<CacheEntry> brought = Optional.empty();
  private long broughtAt;

  private SharedFetch() {}

  /** The fetch that is known, or a new one, with one more job. */
  static SharedFetch joined(SharedFetch known) {
    SharedFetch shared = known == null ? new SharedFetch() : known;
    shared.jobs++;
    return shared;
  }

  /** The fetch with one job less; null when no job is left, and what it had is gone. */
  SharedFetch left() {
    if (--jobs > 0) {
      return this;
    }
    transfer.ifPresent(SharedFetch::discard);
    return null;
  }

  Lock lock() {
    return lock;
  }

  /** What a stopped job has received; the next one may go on with it. */
  Optional<Transfer> transfer() {
    return transfer;
  }

  /** Begins anew. */
  Transfer begin(Transfer begun) {
    transfer.ifPresent(SharedFetch::discard);
    transfer = Optional.of(begun);
    return begun;
  }

  /**
   * Nobody goes on with the transfer.
   *
   * @param kept whether its file stays, for who has fetched it
   */
  void end(boolean kept) throws IOException {
    Transfer ended = transfer.orElseThrow();
    ended.close();
    transfer = Optional.empty();
    if (!kept) {
      discard(ended);
    }
  }

  /** It has brought this, or seen that it is as it was. */
  void has(CacheEntry entry) {
    brought = Optional.of(entry);
    broughtAt = System.nanoTime();
  }

  /** Whether it has brought just that, after somebody had asked for it. */
  boolean brought(CacheEntry entry, long asked) {
    return brought.filter(entry::equals).isPresent() && broughtAt - asked >= 0;
  }

  private static void discard(Transfer transfer) {
    try {
      transfer.close();
      Files.deleteIfExists(transfer.file());
    } catch (IOException e) {
      transfer.file().toFile().deleteOnExit();
    }
  }
}
