package org.periplus.batch.admission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * How many containers run at once on this server; any number where nothing is said.
 *
 * @param byTenant of one tenant
 * @param byProcess of one process of one tenant
 */
@Dependent
public record ContainerLimits(
    @ByTenant @ConfigProperty(name = PREFIX + "parallel-by-tenant") Optional<Integer> byTenant,
    @ByTenant @ConfigProperty(name = PREFIX + "parallel-by-process") Optional<Integer> byProcess) {

  private static final String PREFIX = "periplus.containers.";

  /** No limits but those of the server. */
  static final ContainerLimits NONE = new ContainerLimits(Optional.empty(), Optional.empty());

  @Inject
  public ContainerLimits {}

  ContainerLimits of(String tenant, TenantKeys keys) {
    return new ContainerLimits(
        keys.find(tenant, PREFIX + "parallel-by-tenant", Integer.class).or(() -> byTenant),
        keys.find(tenant, PREFIX + "parallel-by-process", Integer.class).or(() -> byProcess));
  }

  boolean allowOneMoreOfTenant(int running) {
    return running < byTenant.orElse(Integer.MAX_VALUE);
  }

  boolean allowOneMoreOfProcess(int running) {
    return running < byProcess.orElse(Integer.MAX_VALUE);
  }
}
