package org.periplus.staging;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * Where results are kept, and what published assets say of it.
 *
 * @param store {@code local} or {@code s3}
 * @param platform the provider of the storage
 * @param region where the results are kept when they are kept on this machine
 */
@Dependent
public record ResultsConfiguration(
    @ByTenant @ConfigProperty(name = STORE, defaultValue = "local") String store,
    @ConfigProperty(name = "periplus.results.platform", defaultValue = "periplus") String platform,
    @ConfigProperty(name = "periplus.results.region", defaultValue = "local") String region) {

  static final String STORE = "periplus.results.store";

  /**
   * Checks the choice.
   *
   * @throws IllegalArgumentException if there is no such store
   */
  @Inject
  public ResultsConfiguration {
    if (!store.equals("local") && !store.equals("s3")) {
      throw new IllegalArgumentException(
          STORE + " is '" + store + "'; there are the stores 'local' and 's3'");
    }
  }

  /** On this machine. */
  public static ResultsConfiguration local() {
    return new ResultsConfiguration("local", "periplus", "local");
  }

  ResultsConfiguration of(String tenant, TenantKeys keys) {
    return new ResultsConfiguration(
        keys.find(tenant, STORE, String.class).orElse(store), platform, region);
  }

  boolean inS3() {
    return store.equals("s3");
  }
}
