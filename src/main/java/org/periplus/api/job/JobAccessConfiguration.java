package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * Who sees the jobs of others.
 *
 * @param shared whether all members of a tenant see all its jobs
 */
@Dependent
public record JobAccessConfiguration(
    @ByTenant @ConfigProperty(name = SHARED, defaultValue = "false") boolean shared) {

  private static final String SHARED = "periplus.security.jobs.shared";

  @Inject
  public JobAccessConfiguration {}

  boolean shared(String tenant, TenantKeys keys) {
    return keys.find(tenant, SHARED, Boolean.class).orElse(shared);
  }
}
