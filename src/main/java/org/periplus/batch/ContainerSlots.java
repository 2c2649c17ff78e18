package org.periplus.batch;

import java.text.NumberFormat;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The room for containers on this server: how many run at once, with how many processors and how
 * much memory. Who asks first is served first, so that a large tool is not passed by for ever. Safe
 * for use by several threads.
 */
final class ContainerSlots {

  /**
   * What a container takes, or what there is in all.
   *
   * @param containers how many containers
   * @param cpus processors, also fractions
   * @param memoryBytes bytes of memory
   */
  record Room(int containers, double cpus, long memoryBytes) {

    boolean fits(Room free) {
      // Sums of fractions of a processor may miss the whole by a hair.
      return containers <= free.containers
          && cpus <= free.cpus + 1e-6
          && memoryBytes <= free.memoryBytes;
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

  /** Room that was granted; closing it gives it back. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  private record Request(Room room, CompletableFuture<Slot> granted) {}

  private final Room all;
  private final FreeSpace disk;
  private final Queue<Request> requests = new ArrayDeque<>();
  private Room free;

  /**
   * Room for containers.
   *
   * @param disk while it is too full, nothing is granted
   */
  ContainerSlots(Room all, FreeSpace disk) {
    this.all = all;
    this.disk = disk;
    this.free = all;
  }

  /** All the room there is. */
  Room all() {
    return all;
  }

  /**
   * Asks for room.
   *
   * @return completed when the room is granted; cancelling it gives up the place in the queue
   * @throws IllegalArgumentException when it asks for more than there is in all
   */
  CompletableFuture<Slot> request(Room room) {
    if (!room.fits(all)) {
      throw new IllegalArgumentException(tooMuch(room));
    }
    CompletableFuture<Slot> granted = new CompletableFuture<>();
    synchronized (this) {
      requests.add(new Request(room, granted));
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
   * Takes room for a container that runs already, whether there is room or not; who asks later
   * waits the longer.
   */
  Slot take(Room room) {
    synchronized (this) {
      free = free.minus(room);
    }
    return () -> release(room);
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
    for (Request first = requests.peek(); first != null; first = requests.peek()) {
      if (first.granted.isDone()) {
        requests.remove();
      } else if (!disk.isEnough()) {
        var unused = disk.enough().thenRun(this::grant);
        return;
      } else if (first.room.fits(free)) {
        requests.remove();
        Room taken = first.room;
        if (first.granted.complete(() -> release(taken))) {
          free = free.minus(taken);
        }
      } else {
        return;
      }
    }
  }

  private void release(Room taken) {
    synchronized (this) {
      free = free.plus(taken);
    }
    grant();
  }
}
