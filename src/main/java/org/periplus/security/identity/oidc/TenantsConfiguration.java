package org.periplus.security.identity.oidc;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;

/**
 * Which tenants there are, and who belongs to them.
 *
 * @param tenants their names, separated by commas
 * @param groups the groups, or other rules like those of roles, of which one makes somebody a
 *     member, separated by commas
 * @param claim the claim that names the tenants of somebody
 * @param guests whether accounts of other tenants may use what is public in a tenant
 */
@Dependent
public record TenantsConfiguration(
    @ConfigProperty(name = TENANTS) Optional<String> tenants,
    @ByTenant @ConfigProperty(name = GROUPS) Optional<String> groups,
    @ConfigProperty(name = "periplus.security.oidc.tenant-claim") Optional<String> claim,
    @ByTenant @ConfigProperty(name = GUESTS, defaultValue = "false") boolean guests) {

  static final String TENANTS = "periplus.security.tenants";
  static final String GROUPS = "periplus.security.groups";
  static final String GUESTS = "periplus.security.guests";

  @Inject
  public TenantsConfiguration {}

  /** Nobody said which tenants there are. */
  public static TenantsConfiguration none() {
    return new TenantsConfiguration(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }
}
