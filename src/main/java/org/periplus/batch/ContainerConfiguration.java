package org.periplus.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.batch.ContainerSlots.Room;
import org.periplus.configuration.DataSize;
import org.periplus.container.EngineInfo;

/**
 * How tools are run in containers.
 *
 * @param host the engine's address; when there is none, {@code DOCKER_HOST} or the default socket
 * @param parallel how many containers run at once; when there is none, the processors of this
 *     machine
 * @param cpus how many processors the running containers may ask for together; when there is none,
 *     those of this machine
 * @param memory how much memory the running containers may ask for together; when there is none,
 *     that of the engine's machine
 * @param defaultImage the image of a tool that names none
 * @param defaultMemory the memory limit of a tool that asks for none
 * @param pids how many processes a container may have
 */
@Dependent
public record ContainerConfiguration(
    @ConfigProperty(name = "periplus.containers.host") Optional<String> host,
    @ConfigProperty(name = "periplus.containers.parallel") Optional<Integer> parallel,
    @ConfigProperty(name = "periplus.containers.cpus") Optional<Double> cpus,
    @ConfigProperty(name = "periplus.containers.memory") Optional<DataSize> memory,
    @ConfigProperty(name = "periplus.containers.default-image", defaultValue = "debian:stable-slim")
        String defaultImage,
    @ConfigProperty(name = "periplus.containers.default-memory", defaultValue = "2 GiB")
        DataSize defaultMemory,
    @ConfigProperty(name = "periplus.containers.pids", defaultValue = "1024") int pids) {

  @Inject
  public ContainerConfiguration {}

  /** The room for containers, where the machine that they run on is known or not. */
  Room room(Optional<EngineInfo> machine) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Room(
        parallel.orElse(processors),
        cpus.orElseGet(() -> machine.map(m -> (double) m.cpus()).orElse((double) processors)),
        memory
            .map(DataSize::bytes)
            .orElseGet(() -> machine.map(EngineInfo::memoryBytes).orElse(Long.MAX_VALUE)));
  }
}
