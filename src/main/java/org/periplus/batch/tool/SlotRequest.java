package org.periplus.batch.tool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.StepStoppedException;

/**
 * What a step asked for to run its container, and its wait for that. Where it is the disk that
 * everybody waits for, the job's message says so. One thread waits, others may give up.
 */
final class SlotRequest {

  private final JobRun job;
  private final String step;
  private final CompletableFuture<Slot> wanted;

  private SlotRequest(JobRun job, String step, CompletableFuture<Slot> wanted) {
    this.job = job;
    this.step = step;
    this.wanted = wanted;
  }

  /**
   * Asks for room.
   *
   * @param step the name of the step
   */
  static SlotRequest of(JobRun job, String step, Room room) {
    return new SlotRequest(job, step, job.services().slots().request(job.containersOf(), room));
  }

  /**
   * Waits for the room.
   *
   * @throws StepStoppedException when it was given up
   * @throws InterruptedException when the job is being left
   */
  Slot await() throws StepStoppedException, InterruptedException {
    boolean granted = false;
    try {
      waitWhileTheDiskIsFull();
      Slot slot = job.handover().waitFor(wanted::get);
      granted = true;
      return slot;
    } catch (CancellationException e) {
      throw new StepStoppedException();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (!granted) {
        var unused = wanted.thenAccept(Slot::close);
        giveUp();
      }
    }
  }

  private void waitWhileTheDiskIsFull() throws InterruptedException, ExecutionException {
    ContainerSlots slots = job.services().slots();
    while (first(slots.diskFull())) {
      job.report().says("Step %s waits. %s".formatted(step, job.services().disk().shortage()));
      if (first(slots.diskFree())) {
        job.report().says("Step %s waits for room for its container.".formatted(step));
      }
    }
  }

  /** Waits for an event or the room; whether the event came first. */
  private boolean first(CompletableFuture<Void> event)
      throws InterruptedException, ExecutionException {
    CompletableFuture<?> either = CompletableFuture.anyOf(wanted, event).handle((any, none) -> any);
    job.handover().waitFor(either::get);
    return !wanted.isDone();
  }

  /** Gives up the place in the queue, also from another thread; room that was granted stays so. */
  void giveUp() {
    wanted.cancel(false);
  }
}
