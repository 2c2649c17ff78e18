package org.periplus.staging.s3;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * The object store that inputs {@code s3://…} are read from.
 *
 * @param buckets those that inputs may name, separated by commas; {@code *} stands for any
 *     characters. Without it none: what the server can read is not what every user may
 * @param endpoint the server's URL; without it, that of AWS for the region
 * @param pathStyle whether the bucket stands in the path instead of the host's name; when it is not
 *     said, where there is an endpoint
 * @param accessKey with {@code secretKey} the credentials; without both, the chain of the AWS SDK
 */
@Dependent
public record S3SourceConfiguration(
    @ByTenant @ConfigProperty(name = PREFIX + "buckets") Optional<String> buckets,
    @ByTenant @ConfigProperty(name = PREFIX + "endpoint") Optional<URI> endpoint,
    @ByTenant @ConfigProperty(name = PREFIX + "region", defaultValue = "us-east-1") String region,
    @ByTenant @ConfigProperty(name = PREFIX + "path-style") Optional<Boolean> pathStyle,
    @ByTenant @ConfigProperty(name = PREFIX + "access-key") Optional<String> accessKey,
    @ByTenant @ConfigProperty(name = PREFIX + "secret-key") Optional<String> secretKey) {

  private static final String PREFIX = "periplus.staging.in.s3.";

  /** No bucket may be read. */
  public static final S3SourceConfiguration NONE =
      new S3SourceConfiguration(
          Optional.empty(),
          Optional.empty(),
          "us-east-1",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Inject
  public S3SourceConfiguration {}

  S3SourceConfiguration of(String tenant, TenantKeys keys) {
    return new S3SourceConfiguration(
        text(tenant, keys, "buckets").or(() -> buckets),
        keys.find(tenant, PREFIX + "endpoint", URI.class).or(() -> endpoint),
        text(tenant, keys, "region").orElse(region),
        keys.find(tenant, PREFIX + "path-style", Boolean.class).or(() -> pathStyle),
        text(tenant, keys, "access-key").or(() -> accessKey),
        text(tenant, keys, "secret-key").or(() -> secretKey));
  }

  private static Optional<String> text(String tenant, TenantKeys keys, String name) {
    return keys.find(tenant, PREFIX + name, String.class);
  }

  /** The same for somebody with keys of their own, whose keys say what they may read. */
  S3SourceConfiguration with(String ownAccessKey, String ownSecretKey) {
    return new S3SourceConfiguration(
        Optional.of("*"),
        endpoint,
        region,
        pathStyle,
        Optional.of(ownAccessKey),
        Optional.of(ownSecretKey));
  }

  boolean names(String bucket) {
    return buckets.stream()
        .flatMap(list -> Stream.of(list.split(",", -1)))
        .map(pattern -> "\\Q" + pattern.strip().replace("*", "\\E.*\\Q") + "\\E")
        .anyMatch(bucket::matches);
  }

  S3Access access() {
    return new S3Access(
        endpoint, region, pathStyle.orElse(endpoint.isPresent()), accessKey, secretKey);
  }

  /** Without the secret key: configurations are logged. */
  @Override
  public String toString() {
    return "s3://" + buckets.orElse("(no bucket)") + " at " + endpoint;
  }
}
