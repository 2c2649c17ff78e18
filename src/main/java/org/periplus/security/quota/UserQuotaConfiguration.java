package org.periplus.security.quota;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;

/**
 * How much each user of a tenant may use in it; any amount where nothing is said. The parameters
 * are those of {@link QuotaConfiguration}.
 */
@Dependent
public record UserQuotaConfiguration(
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.REQUESTS) Optional<Long> requests,
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.JOBS) Optional<Long> jobs,
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.PROCESSOR_HOURS)
        Optional<Double> processorHours,
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.BYTES) Optional<DataSize> bytes,
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.IMAGES) Optional<Long> images,
    @ByTenant @ConfigProperty(name = UserQuotaConfiguration.STORED) Optional<DataSize> stored) {

  private static final String PREFIX = "periplus.quota.user.";
  private static final String REQUESTS = PREFIX + "requests-a-minute";
  private static final String JOBS = PREFIX + "jobs-a-day";
  private static final String PROCESSOR_HOURS = PREFIX + "processor-hours-a-month";
  private static final String BYTES = PREFIX + "bytes-a-month";
  private static final String IMAGES = PREFIX + "images-a-month";
  private static final String STORED = PREFIX + "stored-bytes";

  /** No quotas. */
  public static final UserQuotaConfiguration NONE =
      new UserQuotaConfiguration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Inject
  public UserQuotaConfiguration {}

  /** The limits of each user in a tenant. */
  Map<Measure, Long> of(String tenant, TenantKeys keys) {
    return QuotaConfiguration.limits(
        keys.find(tenant, REQUESTS, Long.class).or(() -> requests),
        keys.find(tenant, JOBS, Long.class).or(() -> jobs),
        keys.find(tenant, PROCESSOR_HOURS, Double.class).or(() -> processorHours),
        keys.find(tenant, BYTES, DataSize.class).or(() -> bytes),
        keys.find(tenant, IMAGES, Long.class).or(() -> images),
        keys.find(tenant, STORED, DataSize.class).or(() -> stored));
  }
}
