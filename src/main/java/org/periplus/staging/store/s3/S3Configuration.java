package org.periplus.staging.store.s3;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.staging.s3.S3Access;

/**
 * The object store of results.
 *
 * @param bucket it must exist; nothing is created
 * @param prefix what the keys of all objects begin with; a slash is added where it has none
 * @param endpoint the server's URL; without it, that of AWS for the region
 * @param pathStyle whether the bucket stands in the path instead of the host's name; when it is not
 *     said, where there is an endpoint
 * @param accessKey with {@code secretKey} the credentials; without both, the chain of the AWS SDK
 * @param encryption what the server encrypts objects with: {@code AES256} or {@code aws:kms}
 * @param kmsKey the identifier of the key for {@code aws:kms}
 * @param partSize larger files are uploaded in parts of this size
 * @param parallel how many uploads of one store run at once
 * @param sign whether links in results are signed without being asked for
 * @param signExpiry how long signed links can be used
 */
@Dependent
public record S3Configuration(
    @ByTenant @ConfigProperty(name = PREFIX + "bucket") Optional<String> bucket,
    @ByTenant @ConfigProperty(name = PREFIX + "prefix") Optional<String> prefix,
    @ByTenant @ConfigProperty(name = PREFIX + "endpoint") Optional<URI> endpoint,
    @ByTenant @ConfigProperty(name = PREFIX + "region", defaultValue = "us-east-1") String region,
    @ByTenant @ConfigProperty(name = PREFIX + "path-style") Optional<Boolean> pathStyle,
    @ByTenant @ConfigProperty(name = PREFIX + "access-key") Optional<String> accessKey,
    @ByTenant @ConfigProperty(name = PREFIX + "secret-key") Optional<String> secretKey,
    @ByTenant @ConfigProperty(name = PREFIX + "encryption") Optional<String> encryption,
    @ByTenant @ConfigProperty(name = PREFIX + "kms-key") Optional<String> kmsKey,
    @ConfigProperty(name = PREFIX + "part-size", defaultValue = "16 MiB") DataSize partSize,
    @ConfigProperty(name = PREFIX + "parallel", defaultValue = "4") int parallel,
    @ByTenant @ConfigProperty(name = PREFIX + "sign", defaultValue = "false") boolean sign,
    @ByTenant @ConfigProperty(name = PREFIX + "sign-expiry", defaultValue = "PT1H")
        Duration signExpiry) {

  private static final String PREFIX = "periplus.results.s3.";

  /** No object store. */
  public static final S3Configuration NONE =
      new S3Configuration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "us-east-1",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DataSize.of("16 MiB"),
          4,
          false,
          Duration.ofHours(1));

  @Inject
  public S3Configuration {}

  /** A bucket of any server that speaks the protocol, with the other values at their defaults. */
  public static S3Configuration at(URI endpoint, String bucket, String accessKey, String secret) {
    return new S3Configuration(
        Optional.of(bucket),
        NONE.prefix,
        Optional.of(endpoint),
        NONE.region,
        NONE.pathStyle,
        Optional.of(accessKey),
        Optional.of(secret),
        NONE.encryption,
        NONE.kmsKey,
        NONE.partSize,
        NONE.parallel,
        NONE.sign,
        NONE.signExpiry);
  }

  /** The same below a prefix, with parts of another size. */
  S3Configuration with(String keyPrefix, DataSize newPartSize) {
    return new S3Configuration(
        bucket,
        Optional.of(keyPrefix),
        endpoint,
        region,
        pathStyle,
        accessKey,
        secretKey,
        encryption,
        kmsKey,
        newPartSize,
        parallel,
        sign,
        signExpiry);
  }

  public S3Configuration of(String tenant, TenantKeys keys) {
    return new S3Configuration(
        text(tenant, keys, "bucket").or(() -> bucket),
        text(tenant, keys, "prefix").or(() -> prefix),
        keys.find(tenant, PREFIX + "endpoint", URI.class).or(() -> endpoint),
        text(tenant, keys, "region").orElse(region),
        keys.find(tenant, PREFIX + "path-style", Boolean.class).or(() -> pathStyle),
        text(tenant, keys, "access-key").or(() -> accessKey),
        text(tenant, keys, "secret-key").or(() -> secretKey),
        text(tenant, keys, "encryption").or(() -> encryption),
        text(tenant, keys, "kms-key").or(() -> kmsKey),
        partSize,
        parallel,
        keys.find(tenant, PREFIX + "sign", Boolean.class).orElse(sign),
        keys.find(tenant, PREFIX + "sign-expiry", Duration.class).orElse(signExpiry));
  }

  /** The tenants that have something of it of their own. */
  public static Set<String> tenants(TenantKeys keys) {
    return Stream.of(
            "bucket",
            "prefix",
            "endpoint",
            "region",
            "path-style",
            "access-key",
            "secret-key",
            "encryption",
            "kms-key")
        .flatMap(name -> keys.having(PREFIX + name).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> text(String tenant, TenantKeys keys, String name) {
    return keys.find(tenant, PREFIX + name, String.class);
  }

  /** The prefix, empty or with a slash at its end. */
  String folder() {
    String given = prefix.orElse("").replaceAll("^/+|/+$", "");
    return given.isEmpty() ? "" : given + "/";
  }

  public S3Access access() {
    return new S3Access(
        endpoint, region, pathStyle.orElse(endpoint.isPresent()), accessKey, secretKey);
  }

  /** The server's URL. */
  String url() {
    return endpoint.map(URI::toString).orElse("https://s3." + region + ".amazonaws.com");
  }

  /** Without the secret key: configurations are logged. */
  @Override
  public String toString() {
    return "s3://" + bucket.orElse("(no bucket)") + "/" + folder() + " at " + endpoint;
  }
}
