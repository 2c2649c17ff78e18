package org.periplus.container.kubernetes.placement;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.periplus.container.ContainerSpec.Run;

/**
 * Where pods go: each where those of its tenant do, or to a pool that its package asks for.
 * Immutable.
 *
 * @param ofTenant where those of a tenant go
 * @param pools the pools that packages may ask for, by their names
 */
public record Placements(Function<String, Placement> ofTenant, Map<String, Pool> pools) {

  /** Wherever the scheduler likes. */
  public static final Placements ANYWHERE = new Placements(tenant -> Placement.ANYWHERE, Map.of());

  /**
   * Machines of a cluster that the operator has given a name.
   *
   * @param placement what their pods have beside what all have
   * @param tenants whose packages may ask for it; those of all when empty
   */
  public record Pool(Placement placement, Set<String> tenants) {

    private boolean isFor(String tenant) {
      return tenants.isEmpty() || tenants.contains(tenant);
    }
  }

  /** The pool that a run asks for, if there is one of that name for its tenant. */
  public Optional<String> pool(Run run) {
    return run.pool()
        .filter(name -> pools.containsKey(name) && pools.get(name).isFor(run.tenant()));
  }

  /** Where the pod of a run goes. */
  public Placement of(Run run) {
    Placement all = ofTenant.apply(run.tenant());
    return pool(run).map(name -> all.with(pools.get(name).placement())).orElse(all);
  }
}
