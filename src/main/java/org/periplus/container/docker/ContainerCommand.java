package org.periplus.container.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;

/** Writes a container's specification in Docker's terms. */
final class ContainerCommand {

  private static final double NANOS = 1e9;
  private static final int LOG_FILES = 5;
  private static final long SMALLEST_LOG = 1L << 20;

  private ContainerCommand() {}

  /**
   * @param relay the container whose network it uses
   */
  static CreateContainerCmd fill(
      CreateContainerCmd command, ContainerSpec spec, Optional<String> relay) {
    spec.user().ifPresent(command::withUser);
    return command
        .withCmd(spec.command())
        .withEnv(
            spec.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList())
        .withWorkingDir(spec.workingDirectory())
        .withLabels(spec.labels())
        .withStdinOpen(spec.stdin().isPresent())
        .withStdInOnce(spec.stdin().isPresent())
        .withAttachStdin(spec.stdin().isPresent())
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withTty(false)
        .withHostConfig(host(spec, relay));
  }

  private static HostConfig host(ContainerSpec spec, Optional<String> relay) {
    return HostConfig.newHostConfig()
        .withMounts(spec.mounts().stream().map(ContainerCommand::mount).toList())
        .withInit(true)
        .withNetworkMode(relay.map(NetworkRelay::mode).orElseGet(() -> network(spec)))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withPidsLimit(spec.limits().pids())
        .withMemory(spec.limits().memoryBytes())
        .withMemorySwap(spec.limits().memoryBytes())
        .withDeviceRequests(gpus(spec.limits().gpus()))
        .withNanoCPUs((long) (spec.limits().cpus() * NANOS))
        .withReadonlyRootfs(spec.confinement().readOnly())
        .withUlimits(limits(spec.confinement()))
        .withLogConfig(log(spec.confinement().logBytes()));
  }

  private static List<Ulimit> limits(Confinement confinement) {
    return List.of(
        new Ulimit("nofile", confinement.openFiles(), confinement.openFiles()),
        new Ulimit("core", confinement.coreBytes(), confinement.coreBytes()));
  }

  private static String network(ContainerSpec spec) {
    return spec.network() instanceof ContainerNetwork.Open ? "default" : "none";
  }

  /**
   * The default driver writes text as JSON and loses bytes that are not UTF-8. What is kept is what
   * a container that is taken up again gives out. The oldest file goes as a whole.
   */
  private static LogConfig log(long bytes) {
    return new LogConfig(
        LogConfig.LoggingType.LOCAL,
        Map.of(
            "max-size", Long.toString(Math.max(bytes, SMALLEST_LOG) / (LOG_FILES - 1)),
            "max-file", Integer.toString(LOG_FILES),
            "compress", "false"));
  }

  private static List<DeviceRequest> gpus(int count) {
    return count == 0
        ? List.of()
        : List.of(new DeviceRequest().withCount(count).withCapabilities(List.of(List.of("gpu"))));
  }

  private static Mount mount(ContainerSpec.Mount mount) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(mount.source().toString())
        .withTarget(mount.target())
        .withReadOnly(mount.readOnly());
  }
}
