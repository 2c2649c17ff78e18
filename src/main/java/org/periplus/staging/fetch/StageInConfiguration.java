package org.periplus.staging.fetch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * What stage-in may do.
 *
 * @param maxSize how much one job may fetch, all inputs together
 * @param parallel how many files one job fetches at once
 * @param connectTimeout how long a server may take to accept a connection
 * @param idleTimeout how long a server may take to begin an answer, or pause within one
 * @param maxRedirects how many redirects of one reference are followed
 * @param retries how often in a row a download may fail for a passing reason without bringing
 *     anything
 * @param retryDelay about how long to wait before the first such retry; twice as long before each
 *     other, at most 30 seconds
 * @param assets names or roles of the assets of STAC items that are fetched; {@code *} for all
 * @param maxItems how many items a STAC catalog, or a list of items with all its pages, may have
 *     that is an input
 * @param maxObjects how many objects a folder in a bucket may have that is an input
 */
@Dependent
public record StageInConfiguration(
    @ConfigProperty(name = "periplus.staging.in.max-size", defaultValue = "100 GiB")
        DataSize maxSize,
    @ConfigProperty(name = "periplus.staging.in.parallel", defaultValue = "4") int parallel,
    @ConfigProperty(name = "periplus.staging.in.connect-timeout", defaultValue = "PT10S")
        Duration connectTimeout,
    @ConfigProperty(name = "periplus.staging.in.idle-timeout", defaultValue = "PT60S")
        Duration idleTimeout,
    @ConfigProperty(name = "periplus.staging.in.max-redirects", defaultValue = "10")
        int maxRedirects,
    @ConfigProperty(name = "periplus.staging.in.retries", defaultValue = "5") int retries,
    @ConfigProperty(name = "periplus.staging.in.retry-delay", defaultValue = "PT1S")
        Duration retryDelay,
    @ConfigProperty(name = "periplus.staging.in.assets", defaultValue = "*") List<String> assets,
    @ConfigProperty(name = "periplus.staging.in.max-items", defaultValue = "1000") int maxItems,
    @ConfigProperty(name = "periplus.staging.in.max-objects", defaultValue = "1000000")
        int maxObjects) {

  @Inject
  public StageInConfiguration {}

  /** The defaults. */
  public static StageInConfiguration defaults() {
    return new StageInConfiguration(
        DataSize.of("100 GiB"),
        4,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        10,
        5,
        Duration.ofSeconds(1),
        List.of(AssetChoice.ALL),
        1000,
        1_000_000);
  }
}
