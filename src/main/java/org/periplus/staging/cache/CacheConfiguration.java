package org.periplus.staging.cache;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * The cache of fetched inputs.
 *
 * @param maxSize how much it may hold; {@code 0 B} for no cache
 */
@Dependent
public record CacheConfiguration(
    @ConfigProperty(name = "periplus.staging.cache.max-size", defaultValue = "20 GiB")
        DataSize maxSize) {

  @Inject
  public CacheConfiguration {}
}
