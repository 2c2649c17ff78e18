package org.periplus.batch.tool;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.configuration.DataSize;
import org.periplus.container.ContainerEngine;
import org.periplus.container.EngineInfo;

/**
 * How tools are run in containers.
 *
 * @param host the engine's address; when there is none, {@code DOCKER_HOST} or the default socket
 * @param parallel how many containers run at once; when there is none, the processors of this
 *     machine, or {@value #SCHEDULED} where the engine chooses the machine
 * @param cpus how many processors the running containers may ask for together; when there is none,
 *     those of this machine, or any number where the engine chooses it
 * @param memory how much memory the running containers may ask for together; when there is none,
 *     that of the engine's machine, or any amount where the engine chooses it
 * @param defaultImage the image of a tool that names none
 * @param defaultMemory the memory limit of a tool that asks for none
 * @param pids how many processes a container may have
 * @param allowHost whether a tool that names no image runs on this machine itself, with all that
 *     the server may do
 * @param sampleInterval how often it is recorded what a container uses; {@code PT0S} for never
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
    @ConfigProperty(name = "periplus.containers.pids", defaultValue = "1024") int pids,
    @ConfigProperty(name = "periplus.containers.allow-host", defaultValue = "false")
        boolean allowHost,
    @ConfigProperty(name = "periplus.containers.sample-interval", defaultValue = "PT5S")
        Duration sampleInterval) {

  /** Those that wait for a machine count too. */
  private static final int SCHEDULED = 100;

  @Inject
  public ContainerConfiguration {}

  /** The engine of this machine, and the defaults of everything else. */
  public static ContainerConfiguration defaults() {
    return new ContainerConfiguration(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "debian:stable-slim",
        DataSize.of("2 GiB"),
        1024,
        false,
        Duration.ofSeconds(5));
  }

  /** The same with that many containers at once; as it is when empty. */
  public ContainerConfiguration withParallel(OptionalInt containers) {
    return new ContainerConfiguration(
        host,
        containers.isPresent() ? Optional.of(containers.getAsInt()) : parallel,
        cpus,
        memory,
        defaultImage,
        defaultMemory,
        pids,
        allowHost,
        sampleInterval);
  }

  /** The room for containers, where the machine that they run on is known or not. */
  public Room room(ContainerEngine engine, Optional<EngineInfo> machine) {
    if (engine.schedules()) {
      return new Room(
          parallel.orElse(SCHEDULED),
          cpus.orElse(Double.MAX_VALUE),
          memory.map(DataSize::bytes).orElse(Long.MAX_VALUE));
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return new Room(
        parallel.orElse(processors),
        cpus.orElseGet(() -> machine.map(m -> (double) m.cpus()).orElse((double) processors)),
        memory
            .map(DataSize::bytes)
            .orElseGet(() -> machine.map(EngineInfo::memoryBytes).orElse(Long.MAX_VALUE)));
  }
}
