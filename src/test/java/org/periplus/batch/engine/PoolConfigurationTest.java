package org.periplus.batch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.container.ContainerSpec.Run;
import org.periplus.container.kubernetes.placement.Placement;
import org.periplus.container.kubernetes.placement.Placements;

class PoolConfigurationTest {

  private static final Map<String, String> KEYS =
      Map.of(
          "periplus.kubernetes.pools.large.node-selector", "memory=large",
          "periplus.kubernetes.pools.large.tolerations", "dedicated=eo:NoSchedule",
          "periplus.kubernetes.pools.large.tenants", "acme, other",
          "periplus.kubernetes.pools.fast.priority-class", "urgent");

  private static Placements read(Placement ofTenant) {
    PoolConfiguration pools =
        new PoolConfiguration(KEYS.keySet(), key -> Optional.ofNullable(KEYS.get(key)));
    return new Placements(tenant -> ofTenant, pools.pools());
  }

  private static Run run(String tenant, String pool) {
    return new Run("run", tenant, Optional.empty(), Optional.of(pool), Optional.empty());
  }

  @Test
  void whatAPoolSaysIsAddedToWhatItsTenantHas() {
    Placements placements =
        read(
            new Placement(
                Map.of("zone", "a", "memory", "small"),
                Placement.tolerations("spot:NoSchedule"),
                Optional.of("usual"),
                Optional.empty(),
                List.of("registry"),
                Map.of()));

    Placement large = placements.of(run("acme", "large"));
    assertThat(large.nodeSelector()).containsEntry("zone", "a").containsEntry("memory", "large");
    assertThat(large.tolerations()).hasSize(2);
    assertThat(large.priorityClass()).contains("usual");
    assertThat(large.pullSecrets()).containsExactly("registry");
    assertThat(placements.of(run("acme", "fast")).priorityClass()).contains("urgent");
  }

  @Test
  void nobodyGetsAPoolThatIsNotTheirs() {
    Placements placements = read(Placement.ANYWHERE);

    assertThat(placements.of(run("stranger", "large"))).isEqualTo(Placement.ANYWHERE);
    assertThat(placements.of(run("stranger", "none"))).isEqualTo(Placement.ANYWHERE);
    assertThat(placements.of(run("stranger", "fast"))).isNotEqualTo(Placement.ANYWHERE);
  }

  @Test
  void whatIsNoSelectorIsNamedByItsKey() {
    String key = "periplus.kubernetes.pools.large.node-selector";

    assertThatThrownBy(() -> new PoolConfiguration(List.of(key), any -> Optional.of("memory")))
        .hasMessageContaining(key + " has 'memory'");
  }
}
