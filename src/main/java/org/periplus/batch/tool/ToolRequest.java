package org.periplus.batch.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.Sandbox;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
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

  /**
   * @param image the name of the tool's image
   * @param network what the tool reaches
   * @param trace variables for the tool that it need not declare
   * @param all the room there is; what a tool gets that asks for nothing is no more than that
   * @param sandbox what keeps it to its work
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
      Sandbox sandbox,
      long logSize) {
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
            Optional.of(sandbox.user().inside()),
            limits,
            network.network(),
            ToolContainer.labels(record),
            confinement(plan, sandbox.rules(), logSize),
            plan.stdin());
    return new ToolRequest(container, new Room(1, limits.cpus(), limits.memoryBytes()));
  }

  /** A file that the tool's output goes to has all of it, also when it is taken up again. */
  private static Confinement confinement(
      ToolPlan plan, ConfinementConfiguration rules, long logSize) {
    return plan.stdout().isPresent() || plan.stderr().isPresent()
        ? rules.keepingAll()
        : rules.keeping(logSize);
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
}
