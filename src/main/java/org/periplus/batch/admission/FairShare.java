package org.periplus.batch.admission;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.periplus.batch.admission.ContainerSlots.Owner;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;

/**
 * Whose container is next: one of the tenant of whom the fewest run; of several such tenants that
 * which was served longest ago, then who asked first. Within a tenant it is who asked first, of the
 * processes of which more may run. What it costs to find it grows with the tenants and processes
 * that wait, not with the requests. For one thread at a time.
 */
final class FairShare {

  private static final Comparator<Request> FIRST = Comparator.comparingLong(Request::number);

  /**
   * Somebody asks for room.
   *
   * @param number who asks later has the higher one
   * @param granted completed when there is room; done otherwise when it was given up
   */
  record Request(long number, Owner owner, Room room, CompletableFuture<Slot> granted) {}

  private final TenantContainers limits;
  private final Map<String, Tenant> tenants = new HashMap<>();
  private long numbers;
  private long serves;
  private Request kept;

  FairShare(TenantContainers limits) {
    this.limits = limits;
  }

  void add(Owner owner, Room room, CompletableFuture<Slot> granted) {
    process(owner).waiting.add(new Request(numbers++, owner, room, granted));
  }

  /** The request in turn; empty when none may be granted. */
  Optional<Request> next() {
    if (kept != null && (kept.granted.isDone() || !mayRun(kept.owner))) {
      kept = null;
    }
    return kept != null ? Optional.of(kept) : first();
  }

  /**
   * The request stays in turn until it starts, is given up or reaches a limit: a large one would
   * otherwise be passed by for ever by small ones of tenants whose containers end sooner.
   */
  void keep(Request request) {
    kept = request;
  }

  /** The container of the request in turn runs. */
  void started(Request request) {
    kept = null;
    process(request.owner).waiting.remove(request); // It is the first of them.
    tenant(request.owner).served = ++serves;
    started(request.owner);
  }

  /** A container runs. */
  void started(Owner owner) {
    tenant(owner).running++;
    process(owner).running++;
  }

  /** A container no longer runs. */
  void ended(Owner owner) {
    tenant(owner).running--;
    process(owner).running--;
  }

  private Optional<Request> first() {
    tenants.values().removeIf(Tenant::idle);
    return tenants.values().stream()
        .filter(tenant -> tenant.limits.allowOneMoreOfTenant(tenant.running))
        .filter(tenant -> tenant.first().isPresent())
        .min(
            Comparator.comparingInt((Tenant tenant) -> tenant.running)
                .thenComparingLong(tenant -> tenant.served)
                .thenComparing(tenant -> tenant.first().orElseThrow(), FIRST))
        .flatMap(Tenant::first);
  }

  private boolean mayRun(Owner owner) {
    Tenant tenant = tenant(owner);
    return tenant.limits.allowOneMoreOfTenant(tenant.running)
        && tenant.limits.allowOneMoreOfProcess(process(owner).running);
  }

  private Tenant tenant(Owner owner) {
    return tenants.computeIfAbsent(owner.tenant(), name -> new Tenant(limits.limits(name)));
  }

  private Process process(Owner owner) {
    return tenant(owner).processes.computeIfAbsent(owner.process(), id -> new Process());
  }

  private static final class Tenant {
    private final ContainerLimits limits;
    private final Map<String, Process> processes = new HashMap<>();
    private int running;
    private long served;

    Tenant(ContainerLimits limits) {
      this.limits = limits;
    }

    Optional<Request> first() {
      return processes.values().stream()
          .filter(process -> limits.allowOneMoreOfProcess(process.running))
          .flatMap(process -> process.first().stream())
          .min(FIRST);
    }

    boolean idle() {
      processes.values().removeIf(Process::idle);
      return processes.isEmpty();
    }
  }

  private static final class Process {
    private final Queue<Request> waiting = new ArrayDeque<>();
    private int running;

    Optional<Request> first() {
      while (!waiting.isEmpty() && waiting.peek().granted.isDone()) {
        waiting.remove();
      }
      return Optional.ofNullable(waiting.peek());
    }

    boolean idle() {
      return running == 0 && first().isEmpty();
    }
  }
}
