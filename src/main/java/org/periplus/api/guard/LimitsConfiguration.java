package org.periplus.api.guard;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * How much one client, which is an address, and one tenant may ask for. Zero is any number.
 *
 * @param followersByClient how many logs one client follows at once
 * @param followersByTenant how many logs are followed at once of all jobs of a tenant
 * @param openByClient how many requests of one client wait for their answers at once
 * @param openByTenant how many requests to one tenant do
 * @param rateByClient how many requests one client may send in a second
 * @param rateByTenant how many may be sent to one tenant in a second
 * @param retryAfter after what time a client is told to try again whose limit was reached
 */
@Dependent
public record LimitsConfiguration(
    @ConfigProperty(name = PREFIX + "followers-by-client", defaultValue = "200")
        int followersByClient,
    @ByTenant @ConfigProperty(name = PREFIX + FOLLOWERS_BY_TENANT, defaultValue = "1000")
        int followersByTenant,
    @ConfigProperty(name = PREFIX + "open-by-client", defaultValue = "2000") int openByClient,
    @ByTenant @ConfigProperty(name = PREFIX + OPEN_BY_TENANT, defaultValue = "10000")
        int openByTenant,
    @ConfigProperty(name = PREFIX + "rate-by-client", defaultValue = "0") int rateByClient,
    @ByTenant @ConfigProperty(name = PREFIX + RATE_BY_TENANT, defaultValue = "0") int rateByTenant,
    @ConfigProperty(name = PREFIX + "retry-after", defaultValue = "PT5S") Duration retryAfter) {

  private static final String PREFIX = "periplus.http.limits.";
  private static final String FOLLOWERS_BY_TENANT = "followers-by-tenant";
  private static final String OPEN_BY_TENANT = "open-by-tenant";
  private static final String RATE_BY_TENANT = "rate-by-tenant";

  @Inject
  public LimitsConfiguration {}

  LimitsConfiguration of(String tenant, TenantKeys keys) {
    return new LimitsConfiguration(
        followersByClient,
        own(tenant, FOLLOWERS_BY_TENANT, keys).orElse(followersByTenant),
        openByClient,
        own(tenant, OPEN_BY_TENANT, keys).orElse(openByTenant),
        rateByClient,
        own(tenant, RATE_BY_TENANT, keys).orElse(rateByTenant),
        retryAfter);
  }

  private static Optional<Integer> own(String tenant, String key, TenantKeys keys) {
    return keys.find(tenant, PREFIX + key, Integer.class);
  }
}
