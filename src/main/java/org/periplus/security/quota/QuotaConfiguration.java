package org.periplus.security.quota;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;

/**
 * How much a tenant may use; any amount where nothing is said.
 *
 * @param requests how many requests to it there may be in a minute
 * @param jobs how many jobs may be made in it in a day
 * @param processorHours how many hours of processors its tools may have in a month
 * @param bytes how much its jobs may fetch and publish in a month
 * @param images in how many different images its tools may run in a month
 * @param stored how much its published results may have
 */
@Dependent
public record QuotaConfiguration(
    @ByTenant @ConfigProperty(name = QuotaConfiguration.REQUESTS) Optional<Long> requests,
    @ByTenant @ConfigProperty(name = QuotaConfiguration.JOBS) Optional<Long> jobs,
    @ByTenant @ConfigProperty(name = QuotaConfiguration.PROCESSOR_HOURS)
        Optional<Double> processorHours,
    @ByTenant @ConfigProperty(name = QuotaConfiguration.BYTES) Optional<DataSize> bytes,
    @ByTenant @ConfigProperty(name = QuotaConfiguration.IMAGES) Optional<Long> images,
    @ByTenant @ConfigProperty(name = QuotaConfiguration.STORED) Optional<DataSize> stored) {

  private static final String PREFIX = "periplus.quota.";
  private static final String REQUESTS = PREFIX + "requests-a-minute";
  private static final String JOBS = PREFIX + "jobs-a-day";
  private static final String PROCESSOR_HOURS = PREFIX + "processor-hours-a-month";
  private static final String BYTES = PREFIX + "bytes-a-month";
  private static final String IMAGES = PREFIX + "images-a-month";
  private static final String STORED = PREFIX + "stored-bytes";

  /** No quotas. */
  public static final QuotaConfiguration NONE =
      new QuotaConfiguration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Inject
  public QuotaConfiguration {}

  /** The limits of a tenant. */
  Map<Measure, Long> of(String tenant, TenantKeys keys) {
    return limits(
        keys.find(tenant, REQUESTS, Long.class).or(() -> requests),
        keys.find(tenant, JOBS, Long.class).or(() -> jobs),
        keys.find(tenant, PROCESSOR_HOURS, Double.class).or(() -> processorHours),
        keys.find(tenant, BYTES, DataSize.class).or(() -> bytes),
        keys.find(tenant, IMAGES, Long.class).or(() -> images),
        keys.find(tenant, STORED, DataSize.class).or(() -> stored));
  }

  static Map<Measure, Long> limits(
      Optional<Long> requests,
      Optional<Long> jobs,
      Optional<Double> processorHours,
      Optional<DataSize> bytes,
      Optional<Long> images,
      Optional<DataSize> stored) {
    Map<Measure, Long> limits = new EnumMap<>(Measure.class);
    requests.ifPresent(most -> limits.put(Measure.REQUESTS, most));
    jobs.ifPresent(most -> limits.put(Measure.JOBS, most));
    processorHours.ifPresent(
        hours ->
            limits.put(Measure.PROCESSOR_TIME, Math.round(hours * Duration.ofHours(1).toMillis())));
    bytes.ifPresent(most -> limits.put(Measure.BYTES, most.bytes()));
    images.ifPresent(most -> limits.put(Measure.IMAGES, most));
    stored.ifPresent(most -> limits.put(Measure.STORED_BYTES, most.bytes()));
    return limits;
  }
}
