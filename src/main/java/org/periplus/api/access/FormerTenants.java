package org.periplus.api.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.periplus.security.identity.StoredTenants;
import org.periplus.security.identity.oidc.TenantRules;

/**
 * Tenants that the configuration does not name any more, and of which there are still jobs. They
 * have no members; operators see and delete what is left of them, and nobody makes anything there.
 * Threads share it.
 */
@Dependent
public class FormerTenants {

  private final TenantRules tenants;
  private final StoredTenants stored;

  @Inject
  public FormerTenants(TenantRules tenants, StoredTenants stored) {
    this.tenants = tenants;
    this.stored = stored;
  }

  boolean include(String tenant) {
    return !tenants.mayExist(tenant) && stored.haveJobsOf(tenant);
  }
}
