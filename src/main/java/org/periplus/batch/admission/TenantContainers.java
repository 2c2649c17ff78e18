package org.periplus.batch.admission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.periplus.configuration.TenantKeys;

/** The limits that count for each tenant's containers. Safe for use by several threads. */
@Dependent
public class TenantContainers {

  private final ContainerLimits all;
  private final TenantKeys tenants;

  @Inject
  public TenantContainers(ContainerLimits all, TenantKeys tenants) {
    this.all = all;
    this.tenants = tenants;
  }

  /** For all tenants the limits of the server alone. */
  public static TenantContainers unlimited() {
    return new TenantContainers(ContainerLimits.NONE, TenantKeys.NONE);
  }

  ContainerLimits limits(String tenant) {
    return all.of(tenant, tenants);
  }
}
