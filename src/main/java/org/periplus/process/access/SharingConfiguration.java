package org.periplus.process.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * Who sees and changes the processes of others.
 *
 * @param visibility who sees a process of which its deployer says nothing
 * @param shared whether all deployers of a tenant may replace and undeploy what others deployed
 */
@Dependent
public record SharingConfiguration(
    @ByTenant @ConfigProperty(name = VISIBILITY, defaultValue = "tenant") Visibility visibility,
    @ByTenant @ConfigProperty(name = SHARED, defaultValue = "false") boolean shared) {

  private static final String VISIBILITY = "periplus.security.processes.visibility";
  private static final String SHARED = "periplus.security.processes.shared";

  @Inject
  public SharingConfiguration {}

  /** Who sees a process of a tenant of which its deployer says nothing. */
  public Visibility visibility(String tenant, TenantKeys keys) {
    return keys.find(tenant, VISIBILITY, Visibility.class).orElse(visibility);
  }

  public boolean shared(String tenant, TenantKeys keys) {
    return keys.find(tenant, SHARED, Boolean.class).orElse(shared);
  }
}
