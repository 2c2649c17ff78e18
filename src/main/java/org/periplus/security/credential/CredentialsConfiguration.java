package org.periplus.security.credential;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;

/**
 * How secrets with names are kept.
 *
 * @param folder a folder with a file for each secret of the tenant, as a Kubernetes secret is
 *     mounted and agents of vaults write them; a file {@code NAME.json} says what the secret is
 *     for, as requests do. They count before those of requests, and are read each time
 * @param forGuests whether jobs of those who do not belong to the tenant use its secrets, too
 * @param maxCount how many a user, and a tenant, may have
 * @param maxValueSize how large a value may be
 */
@Dependent
public record CredentialsConfiguration(
    @ByTenant @ConfigProperty(name = PREFIX + "folder") Optional<Path> folder,
    @ByTenant @ConfigProperty(name = PREFIX + "guests", defaultValue = "false") boolean forGuests,
    @ConfigProperty(name = PREFIX + "max-count", defaultValue = "100") int maxCount,
    @ConfigProperty(name = PREFIX + "max-value-size", defaultValue = "64 KiB")
        DataSize maxValueSize) {

  private static final String PREFIX = "periplus.secrets.named.";

  @Inject
  public CredentialsConfiguration {}

  /** No folder; 100 secrets of 64 KiB. */
  public static CredentialsConfiguration defaults() {
    return new CredentialsConfiguration(Optional.empty(), false, 100, DataSize.of("64 KiB"));
  }

  boolean areForGuests(String tenant, TenantKeys keys) {
    return keys.find(tenant, PREFIX + "guests", Boolean.class).orElse(forGuests);
  }

  Optional<Path> folder(String tenant, TenantKeys keys) {
    return keys.find(tenant, PREFIX + "folder", Path.class).or(() -> folder);
  }
}
