package org.periplus.batch.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.job.step.StepRun;

/**
 * What a planned tool asks of the container engine: its image, its share of the machine, its
 * container.
 */
record ToolRequest(ContainerSpec container, Room room) {

  private static final long MEBIBYTE = 1L << 20;

  /** Beyond a tebibyte there is no point in a bound. */
  private static final long LARGEST_LOG = 1L << 40;

  /**
   * @param image the name of the tool's image
   * @param network what the tool reaches
   * @param trace variables for the tool that it need not declare
   * @param all the room there is; what a tool gets that asks for nothing is no more than that
   * @param folder a folder of the server's own, whose owner the tool runs as
   * @param logSize how much of its log is kept
   */
  static ToolRequest of(
      ToolPlan plan,
      String image,
      StepRun record,
      ContainerConfiguration configuration,
      ToolNetwork network,
      Map<String, String> trace,
      Room all,
      Path folder,
      long logSize)
      throws IOException {
    Limits limits = limits(plan, configuration, all);
    ContainerSpec container =
        new ContainerSpec(
            image,
            plan.command(),
            environment(plan, network, trace),
            plan.mounts().stream()
                .map(mount -> new Mount(mount.host(), mount.inside(), mount.readOnly()))
                .toList(),
            plan.workingDirectory(),
            Optional.of(owner(folder)),
            limits,
            network.network(),
            ToolContainer.labels(record),
            outputKept(plan, logSize),
            plan.stdin());
    return new ToolRequest(container, new Room(1, limits.cpus(), limits.memoryBytes()));
  }

  /** A file that the tool's output goes to has all of it, also when it is taken up again. */
  private static OptionalLong outputKept(ToolPlan plan, long logSize) {
    return plan.stdout().isPresent() || plan.stderr().isPresent() || logSize > LARGEST_LOG
        ? OptionalLong.empty()
        : OptionalLong.of(logSize);
  }

  private static Map<String, String> environment(
      ToolPlan plan, ToolNetwork network, Map<String, String> trace) {
    Map<String, String> all = new LinkedHashMap<>(trace);
    all.putAll(network.environment());
    all.putAll(plan.environment());
    return all;
  }

  private static Limits limits(ToolPlan plan, ContainerConfiguration configuration, Room all) {
    Optional<Requirement.Resource> asked = plan.requirements().find(Requirement.Resource.class);
    boolean asksForMemory =
        asked.filter(r -> r.ramMin().isPresent() || r.ramMax().isPresent()).isPresent();
    return new Limits(
        plan.resources().cores(),
        asksForMemory
            ? plan.resources().ramMiB() * MEBIBYTE
            : Math.min(configuration.defaultMemory().bytes(), all.memoryBytes()),
        configuration.pids(),
        plan.gpus());
  }

  private static String owner(Path folder) throws IOException {
    return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
  }
}
