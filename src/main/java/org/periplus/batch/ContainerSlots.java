package org.periplus.batch;

import java.util.ArrayDeque;
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
  private final Queue<Request> requests = new ArrayDeque<>();
  private Room free;

  ContainerSlots(Room all) {
    this.all = all;
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
      throw new IllegalArgumentException(room + " is more than the server's " + all);
    }
    CompletableFuture<Slot> granted = new CompletableFuture<>();
    synchronized (this) {
      requests.add(new Request(room, granted));
    }
    grant();
    return granted;
  }

  private synchronized void grant() {
    for (Request first = requests.peek(); first != null; first = requests.peek()) {
      if (first.granted.isDone()) {
        requests.remove();
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
