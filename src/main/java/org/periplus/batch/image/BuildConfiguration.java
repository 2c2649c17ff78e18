package org.periplus.batch.image;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ImageSource.BuildLimits;

/**
 * What the build of an image may use, where builds are allowed.
 *
 * @param network whether its commands reach what the engine's default network reaches, where tools
 *     may do so too
 * @param cpus processors, which are taken from those of the containers
 * @param memory memory, which is taken from that of the containers
 * @param timeout how long it may take
 */
@Dependent
public record BuildConfiguration(
    @ByTenant @ConfigProperty(name = PREFIX + "network", defaultValue = "false") boolean network,
    @ConfigProperty(name = PREFIX + "cpus", defaultValue = "1") int cpus,
    @ConfigProperty(name = PREFIX + "memory", defaultValue = "2 GiB") DataSize memory,
    @ConfigProperty(name = PREFIX + "timeout", defaultValue = "PT30M") Duration timeout) {

  private static final String PREFIX = "periplus.containers.build.";

  @Inject
  public BuildConfiguration {}

  /** The defaults. */
  public static BuildConfiguration defaults() {
    return new BuildConfiguration(false, 1, DataSize.of("2 GiB"), Duration.ofMinutes(30));
  }

  /** The same with the network: for somebody's own machine. */
  public BuildConfiguration withNetwork() {
    return new BuildConfiguration(true, cpus, memory, timeout);
  }

  BuildLimits limits(String tenant, TenantKeys keys, boolean open) {
    return new BuildLimits(
        open && keys.find(tenant, PREFIX + "network", Boolean.class).orElse(network),
        Math.max(1, cpus),
        memory.bytes(),
        timeout);
  }
}
