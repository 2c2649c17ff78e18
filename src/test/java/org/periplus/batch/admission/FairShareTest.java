package org.periplus.batch.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.periplus.batch.admission.ContainerSlots.Owner;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;

/** Which tenant's container is next, and how many of whom run. */
class FairShareTest {

  private static final FreeSpace ANY_DISK =
      new FreeSpace(Path.of("target"), DiskConfiguration.unwatched());
  private static final Owner BUSY = new Owner("busy", "scatter");
  private static final Owner OTHER = new Owner("other", "single");
  private static final Room SMALL = new Room(1, 1, 0);

  private static ContainerSlots slots(int cpus) {
    return slots(cpus, ContainerLimits.NONE, TenantKeys.NONE);
  }

  private static ContainerSlots slots(int cpus, ContainerLimits limits, TenantKeys keys) {
    return new ContainerSlots(
        new Room(cpus, cpus, 0), new TenantContainers(limits, keys), ANY_DISK);
  }

  private static ContainerLimits limits(Integer byTenant, Integer byProcess) {
    return new ContainerLimits(Optional.ofNullable(byTenant), Optional.ofNullable(byProcess));
  }

  private static List<CompletableFuture<Slot>> ask(ContainerSlots slots, Owner owner, int times) {
    List<CompletableFuture<Slot>> asked = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      asked.add(slots.request(owner, SMALL));
    }
    return asked;
  }

  private static long granted(List<CompletableFuture<Slot>> asked) {
    return asked.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void oneContainerDoesNotWaitForTheThousandsThatAnotherTenantAskedForBefore() throws Exception {
    ContainerSlots slots = slots(2);
    List<CompletableFuture<Slot>> scatter = ask(slots, BUSY, 5000);
    CompletableFuture<Slot> single = slots.request(OTHER, SMALL);

    scatter.get(0).get().close();

    assertThat(single).isCompleted();
    assertThat(granted(scatter)).isEqualTo(2);
  }

  @Test
  void tenantsThatBothAskForMuchGetTheSame() throws Exception {
    ContainerSlots slots = slots(4);
    List<CompletableFuture<Slot>> first = ask(slots, BUSY, 20);
    List<CompletableFuture<Slot>> second = ask(slots, OTHER, 20);

    for (int i = 0; i < 4; i++) {
      first.get(i).get().close();
    }

    assertThat(granted(first) - 4).isEqualTo(2);
    assertThat(granted(second)).isEqualTo(2);
  }

  @Test
  void thousandsThatWaitAreServedInTheOrderOfAsking() throws Exception {
    ContainerSlots slots = slots(1);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> done = new ArrayList<>();
    CompletableFuture<Slot> running = slots.request(BUSY, SMALL);
    for (int i = 0; i < 5000; i++) {
      int number = i;
      done.add(
          slots
              .request(BUSY, SMALL)
              .thenAcceptAsync(
                  slot -> {
                    order.add(number);
                    slot.close();
                  }));
    }

    running.get().close();

    CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get();
    assertThat(order).hasSize(5000).isSorted();
  }

  @Test
  void tenantsTakeTurnsWhereOneContainerRunsAtOnce() throws Exception {
    ContainerSlots slots = slots(1);
    List<CompletableFuture<Slot>> scatter = ask(slots, BUSY, 5000);
    List<CompletableFuture<Slot>> other = ask(slots, OTHER, 2);

    scatter.get(0).get().close();
    assertThat(granted(other)).isEqualTo(1);
    other.get(0).get().close();

    assertThat(granted(scatter)).isEqualTo(2);
    assertThat(granted(other)).isEqualTo(1);
  }

  @Test
  void aLargeRequestInTurnIsNotPassedByBySmallOnesOfOtherTenants() throws Exception {
    ContainerSlots slots = slots(3);
    List<CompletableFuture<Slot>> small = ask(slots, BUSY, 2);
    assertThat(slots.request(OTHER, SMALL)).isCompleted();
    CompletableFuture<Slot> large = slots.request(OTHER, new Room(1, 2, 0));

    small.get(0).get().close();
    CompletableFuture<Slot> third = slots.request(new Owner("third", "p"), SMALL);
    assertThat(large).as("one processor is free, and it needs two").isNotDone();
    assertThat(third).as("none of its tenant run, but the large one was in turn").isNotDone();
    small.get(1).get().close();

    assertThat(large).isCompleted();
    assertThat(third).isNotDone();
  }

  @Test
  void noMoreRunOfATenantThanMay() throws Exception {
    ContainerSlots slots = slots(8, limits(2, null), TenantKeys.NONE);

    List<CompletableFuture<Slot>> busy = ask(slots, BUSY, 4);
    busy.addAll(ask(slots, new Owner("busy", "another"), 4));
    List<CompletableFuture<Slot>> other = ask(slots, OTHER, 1);

    assertThat(granted(busy)).isEqualTo(2);
    assertThat(granted(other)).isEqualTo(1);
    busy.get(0).get().close();
    assertThat(granted(busy)).isEqualTo(3);
  }

  @Test
  void aProcessAtItsLimitHoldsUpNoOtherOfItsTenant() throws Exception {
    ContainerSlots slots = slots(8, limits(null, 1), TenantKeys.NONE);

    List<CompletableFuture<Slot>> scatter = ask(slots, BUSY, 5);
    List<CompletableFuture<Slot>> another = ask(slots, new Owner("busy", "another"), 5);
    List<CompletableFuture<Slot>> same = ask(slots, new Owner("other", "scatter"), 5);

    assertThat(granted(scatter)).isEqualTo(1);
    assertThat(granted(another)).isEqualTo(1);
    assertThat(granted(same)).as("another tenant's process of that name").isEqualTo(1);
    scatter.get(0).get().close();
    assertThat(granted(scatter)).isEqualTo(2);
  }

  @Test
  void aTenantMayHaveALimitOfItsOwn() {
    Map<String, Integer> own = Map.of("periplus.tenants.busy.containers.parallel-by-tenant", 3);
    TenantKeys keys = GivenTenantKeys.of(own);
    ContainerSlots slots = slots(8, limits(1, null), keys);

    assertThat(granted(ask(slots, BUSY, 5))).isEqualTo(3);
    assertThat(granted(ask(slots, OTHER, 5))).isEqualTo(1);
  }

  @Test
  void whatRunsAlreadyCountsForItsTenant() {
    ContainerSlots slots = slots(8, limits(1, null), TenantKeys.NONE);
    Slot takenUp = slots.take(BUSY, SMALL);

    CompletableFuture<Slot> next = slots.request(BUSY, SMALL);

    assertThat(next).isNotDone();
    takenUp.close();
    assertThat(next).isCompleted();
  }
}
