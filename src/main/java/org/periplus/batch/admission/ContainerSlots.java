package org.periplus.batch.admission;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.periplus.batch.admission.FairShare.Request;

/**
 * The room for containers on this server: how many run at once, with how many processors and how
 * much memory. Room goes to tenants in turn ({@link FairShare}), and who is in turn is waited for,
 * so that a large tool is not passed by for ever. Safe for use by several threads.
 */
public final class ContainerSlots {

  /**
   * What a container takes, or what there is in all.
   *
   * @param containers how many containers
   * @param cpus processors, also fractions
   * @param memoryBytes bytes of memory
   */
  public record Room(int containers, double cpus, long memoryBytes) {

    boolean fits(Room free) {
      // Sums of fractions of a processor may miss the whole by a hair.
      return containers <= free.containers
          && cpus <= free.cpus + 1e-6
          && memoryBytes <= free.memoryBytes;
    }

    private boolean isAny() {
      return containers > 0 && cpus > 1e-6;
    }

    private Room minus(Room taken) {
      return new Room(
          containers - taken.containers, cpus - taken.cpus, memoryBytes - taken.memoryBytes);
    }

    private Room plus(Room given) {
      return new Room(
          containers + given.containers, cpus + given.cpus, memoryBytes + given.memoryBytes);
    }
  }

  /**
   * Whose container it is.
   *
   * @param process the tenant's process that the job runs
   */
  public record Owner(String tenant, String process) {}

  /** Room that was granted; closing it gives it back. */
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  private final Room all;
  private final FreeSpace disk;
  private final FairShare turns;
  private Room free;
  private CompletableFuture<Void> diskFull = new CompletableFuture<>();
  private CompletableFuture<Void> diskFree = CompletableFuture.completedFuture(null);

  /**
   * Room for containers.
   *
   * @param limits how many containers of a tenant and of a process run at once
   * @param disk while it is too full, nothing is granted
   */
  public ContainerSlots(Room all, TenantContainers limits, FreeSpace disk) {
    this.all = all;
    this.turns = new FairShare(limits);
    this.disk = disk;
    this.free = all;
  }

  /** All the room there is. */
  public Room all() {
    return all;
  }

  /**
   * Asks for room.
   *
   * @return completed when the room is granted; cancelling it gives up the place in the queue
   * @throws IllegalArgumentException when it asks for more than there is in all
   */
  public CompletableFuture<Slot> request(Owner owner, Room room) {
    if (!room.fits(all)) {
      throw new IllegalArgumentException(tooMuch(room));
    }
    CompletableFuture<Slot> granted = new CompletableFuture<>();
    synchronized (this) {
      turns.add(owner, room, granted);
    }
    grant();
    // A request that is given up may have kept smaller ones behind it from room that is there.
    granted.exceptionally(
        cancelled -> {
          grant();
          return null;
        });
    return granted;
  }

  /**
   * Takes room for a container that runs already, whether there is room or not and whatever the
   * limits say; who asks later waits the longer.
   */
  public Slot take(Owner owner, Room room) {
    synchronized (this) {
      free = free.minus(room);
      turns.started(owner);
    }
    return () -> release(owner, room);
  }

  /** The event that nothing is granted because the disk is too full; it may have happened. */
  public synchronized CompletableFuture<Void> diskFull() {
    return diskFull;
  }

  /** The event that the disk is no longer too full; it may have happened. */
  public synchronized CompletableFuture<Void> diskFree() {
    return diskFree;
  }

  private String tooMuch(Room room) {
    if (room.cpus > all.cpus) {
      NumberFormat number = NumberFormat.getInstance(Locale.ROOT);
      return "it asks for %s processors, and this server gives containers %s in all"
          .formatted(number.format(room.cpus), number.format(all.cpus));
    }
    if (room.memoryBytes > all.memoryBytes) {
      return "it asks for %d MiB of memory, and this server gives containers %d in all"
          .formatted(room.memoryBytes >> 20, all.memoryBytes >> 20);
    }
    return "this server runs no containers";
  }

  private synchronized void grant() {
    for (Optional<Request> next = turns.next(); next.isPresent(); next = turns.next()) {
      Request first = next.get();
      if (waitsForDisk()) {
        return;
      }
      if (!first.room().fits(free)) {
        if (free.isAny()) {
          turns.keep(first); // A smaller one might take what is free now.
        }
        return;
      }
      free = free.minus(first.room());
      turns.started(first);
      if (!first.granted().complete(() -> release(first.owner(), first.room()))) {
        free = free.plus(first.room()); // It was given up at this moment.
        turns.ended(first.owner());
      }
    }
  }

  private boolean waitsForDisk() {
    if (disk.isEnough()) {
      return false;
    }
    if (diskFree.isDone()) {
      CompletableFuture<Void> free = new CompletableFuture<>();
      diskFree = free;
      diskFull.complete(null);
      var unused = disk.enough().thenRun(() -> diskIsFree(free));
    }
    return true;
  }

  private void diskIsFree(CompletableFuture<Void> free) {
    synchronized (this) {
      diskFull = new CompletableFuture<>();
    }
    free.complete(null);
    grant();
  }

  private void release(Owner owner, Room taken) {
    synchronized (this) {
      free = free.plus(taken);
      turns.ended(owner);
    }
    grant();
  }
}
