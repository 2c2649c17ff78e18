package org.periplus.batch.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerEngine;
import org.periplus.container.docker.DockerEngine;
import org.periplus.container.docker.DockerSettings;
import org.periplus.container.kubernetes.KubernetesEngine;
import org.periplus.container.kubernetes.placement.Placements;
import org.periplus.transfer.TransferLimits;

/**
 * What runs containers.
 *
 * @param engine {@code docker} or {@code kubernetes}
 * @param kubernetes how the cluster is used, if it is one
 * @param placement where its pods go
 * @param pools where they go that packages ask for
 * @param transfer how files get to them and back
 */
@Dependent
public record EngineConfiguration(
    @ConfigProperty(name = KEY, defaultValue = DOCKER) String engine,
    KubernetesConfiguration kubernetes,
    PlacementConfiguration placement,
    PoolConfiguration pools,
    TransferConfiguration transfer,
    TenantKeys tenants) {

  private static final String KEY = "periplus.containers.engine";
  private static final String DOCKER = "docker";
  private static final String KUBERNETES = "kubernetes";

  /**
   * Checks the choice.
   *
   * @throws IllegalArgumentException if there is no such engine
   */
  @Inject
  public EngineConfiguration {
    if (!engine.equals(DOCKER) && !engine.equals(KUBERNETES)) {
      throw new IllegalArgumentException(
          KEY + " is '" + engine + "'; there are 'docker' and 'kubernetes'");
    }
  }

  /** The Docker Engine of this machine. */
  public static EngineConfiguration ofMachine() {
    return new EngineConfiguration(
        DOCKER,
        new KubernetesConfiguration(
            Optional.empty(),
            Optional.empty(),
            "periplus",
            Optional.empty(),
            "IfNotPresent",
            "nvidia.com/gpu",
            4,
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            false),
        PlacementConfiguration.NONE,
        PoolConfiguration.NONE,
        TransferConfiguration.NONE,
        TenantKeys.NONE);
  }

  /**
   * The engine, to which nothing is connected yet.
   *
   * @param host Docker Engine's address, if it has one of its own
   * @param probeImage an image that has {@code perl}
   * @param data the data directory
   * @param limits for what pods may leave there
   */
  public ContainerEngine open(
      Optional<String> host, String probeImage, Path data, TransferLimits limits) {
    return engine.equals(KUBERNETES)
        ? new KubernetesEngine(
            kubernetes.settings(
                probeImage,
                new Placements(tenant -> placement.of(tenant, tenants), pools.pools()),
                transfer.settings(data, limits)))
        : docker(host);
  }

  /** A Docker Engine, to which nothing is connected yet. */
  public static ContainerEngine docker(Optional<String> host) {
    return new DockerEngine(DockerSettings.DEFAULT.withHost(host));
  }
}
