package org.periplus.batch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.periplus.batch.admission.ContainerSlots.Owner;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;

class ContainerSlotsTest {

  private static final long GIB = 1L << 30;

  private static final FreeSpace ANY_DISK =
      new FreeSpace(Path.of("target"), DiskConfiguration.unwatched());

  private static final Owner ONE = new Owner("tenant", "process");

  private final ContainerSlots slots = slots(new Room(4, 2, 8 * GIB));

  private static ContainerSlots slots(Room all) {
    return new ContainerSlots(all, TenantContainers.unlimited(), ANY_DISK);
  }

  private CompletableFuture<Slot> ask(double cpus, long memory) {
    return slots.request(ONE, new Room(1, cpus, memory));
  }

  @Test
  void grantsAtOnceWhatFits() {
    assertThat(ask(1, GIB)).isCompleted();
    assertThat(ask(1, GIB)).isCompleted();
    assertThat(ask(1, GIB)).isNotDone();
  }

  @Test
  void countsContainersThatAskForNothingElse() {
    for (int i = 0; i < 4; i++) {
      assertThat(ask(0, 0)).isCompleted();
    }
    assertThat(ask(0, 0)).isNotDone();
  }

  @Test
  void countsMemory() {
    assertThat(ask(0.5, 6 * GIB)).isCompleted();
    assertThat(ask(0.5, 3 * GIB)).isNotDone();
  }

  @Test
  void givesRoomBackWhenASlotIsClosed() throws Exception {
    Slot first = ask(2, GIB).get();
    CompletableFuture<Slot> second = ask(2, GIB);

    first.close();

    assertThat(second).isCompleted();
  }

  @Test
  void servesInTheOrderOfAsking() throws Exception {
    Slot running = ask(1, GIB).get();
    CompletableFuture<Slot> large = ask(2, GIB);
    CompletableFuture<Slot> small = ask(1, GIB);

    assertThat(small).as("it would fit, but the large one was first").isNotDone();
    running.close();
    assertThat(large).isCompleted();
    assertThat(small).isNotDone();
    large.get().close();
    assertThat(small).isCompleted();
  }

  @Test
  void fractionsOfAProcessorAddUpToTheWhole() throws Exception {
    ContainerSlots one = slots(new Room(100, 1, GIB));
    for (int round = 0; round < 50; round++) {
      List<Slot> granted = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        CompletableFuture<Slot> asked = one.request(ONE, new Room(1, 0.1, 0));
        assertThat(asked).isCompleted();
        granted.add(asked.get());
      }
      assertThat(one.request(ONE, new Room(1, 0.1, 0)).cancel(false)).isTrue();
      granted.forEach(Slot::close);
    }
    assertThat(one.request(ONE, new Room(1, 1, 0))).isCompleted();
  }

  @Test
  void whoCancelsGivesUpThePlaceInTheQueue() throws Exception {
    Slot running = ask(2, GIB).get();
    CompletableFuture<Slot> cancelled = ask(2, GIB);
    CompletableFuture<Slot> next = ask(2, GIB);

    cancelled.cancel(false);
    running.close();

    assertThat(next).isCompleted();
  }

  @Test
  void whoWaitedBehindACancelledRequestIsServedAtOnce() throws Exception {
    Slot running = ask(1, GIB).get();
    CompletableFuture<Slot> large = ask(2, GIB);
    CompletableFuture<Slot> small = ask(1, GIB);

    large.cancel(false);

    assertThat(small).isCompleted();
    running.close();
  }

  @Test
  void refusesWhatIsMoreThanAllThereIs() {
    assertThatThrownBy(() -> ask(3, GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it asks for 3 processors, and this server gives containers 2 in all");
    assertThatThrownBy(() -> ask(1, 9 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it asks for 9216 MiB of memory, and this server gives containers 8192 in all");
    assertThat(ask(2, 8 * GIB)).isCompleted();
  }
}
