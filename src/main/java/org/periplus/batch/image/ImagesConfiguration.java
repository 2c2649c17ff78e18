package org.periplus.batch.image;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * Which images tools may run in. An entry of the two lists is the name of an image, with or without
 * its registry and tag; {@code *} stands for any characters.
 *
 * @param allow what packages may name, separated by commas; {@code *} alone stands for all names,
 *     and for registries with public addresses, every other entry also for private ones
 * @param deny what they may not name although it is allowed, separated by commas
 * @param credentials a file in the form of Docker's {@code config.json}
 * @param maxAge how old what is known of a {@code latest} may be before its registry is asked again
 * @param keptUnused how long an image that was made for a package is kept when nothing uses it
 * @param allowBuild whether images may be built from {@code dockerFile}
 * @param allowImport whether they may be imported by {@code dockerImport}
 * @param allowLoad whether they may be loaded by {@code dockerLoad}
 */
@Dependent
public record ImagesConfiguration(
    @ByTenant @ConfigProperty(name = IMAGES + "allow", defaultValue = "*") String allow,
    @ByTenant @ConfigProperty(name = IMAGES + "deny") Optional<String> deny,
    @ByTenant @ConfigProperty(name = IMAGES + "credentials") Optional<Path> credentials,
    @ConfigProperty(name = IMAGES + "max-age", defaultValue = "P1D") Duration maxAge,
    @ConfigProperty(name = IMAGES + "kept-unused", defaultValue = "PT1H") Duration keptUnused,
    @ByTenant @ConfigProperty(name = CONTAINERS + "allow-build", defaultValue = "false")
        boolean allowBuild,
    @ByTenant @ConfigProperty(name = CONTAINERS + "allow-import", defaultValue = "false")
        boolean allowImport,
    @ByTenant @ConfigProperty(name = CONTAINERS + "allow-load", defaultValue = "false")
        boolean allowLoad) {

  private static final String CONTAINERS = "periplus.containers.";
  private static final String IMAGES = CONTAINERS + "images.";

  @Inject
  public ImagesConfiguration {}

  /** The defaults: all images of public registries, and none that is made. */
  public static ImagesConfiguration defaults() {
    return new ImagesConfiguration(
        "*",
        Optional.empty(),
        Optional.empty(),
        Duration.ofDays(1),
        Duration.ofHours(1),
        false,
        false,
        false);
  }

  /** Everything, from any registry, with the user's own credentials. */
  static ImagesConfiguration ofUser() {
    Path credentials = Path.of(System.getProperty("user.home"), ".docker", "config.json");
    return new ImagesConfiguration(
        "*, */*", // The latter names the registries too, wherever they are.
        Optional.empty(),
        Optional.of(credentials).filter(Files::isReadable),
        Duration.ofDays(1),
        Duration.ofHours(1),
        true,
        true,
        true);
  }

  /** What counts for a tenant. */
  ImagesConfiguration of(String tenant, TenantKeys keys) {
    return new ImagesConfiguration(
        keys.find(tenant, IMAGES + "allow", String.class).orElse(allow),
        keys.find(tenant, IMAGES + "deny", String.class).or(() -> deny),
        keys.find(tenant, IMAGES + "credentials", Path.class).or(() -> credentials),
        maxAge,
        keptUnused,
        keys.find(tenant, CONTAINERS + "allow-build", Boolean.class).orElse(allowBuild),
        keys.find(tenant, CONTAINERS + "allow-import", Boolean.class).orElse(allowImport),
        keys.find(tenant, CONTAINERS + "allow-load", Boolean.class).orElse(allowLoad));
  }

  /** Whether the tenant has credentials of its own, which are nobody else's. */
  static boolean hasOwnCredentials(String tenant, TenantKeys keys) {
    return keys.find(tenant, IMAGES + "credentials", Path.class).isPresent();
  }
}
