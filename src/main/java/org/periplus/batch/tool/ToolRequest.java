package org.periplus.batch.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.run.TemporaryFolders;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerSpec.Run;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.job.step.StepRun;
import org.periplus.trace.TraceContext;

/**
 * What a planned tool asks of the container engine: its image, its share of the machine, its
 * container.
 */
record ToolRequest(ContainerSpec container, Room room) {

  private static final long MEBIBYTE = 1L << 20;

  /**
   * @param network what the tool reaches
   * @param exact for output that an engine keeps byte for byte
   */
  static ToolRequest of(
      JobRun job,
      ToolServices tools,
      StepRun record,
      ToolPlan plan,
      ToolNetwork network,
      Path exact) {
    JobServices services = job.services();
    Limits limits = limits(plan, tools.containers(), services.slots().all());
    ContainerSpec container =
        new ContainerSpec(
            tools.images().name(job.tenant(), plan.docker()),
            plan.command(),
            environment(plan, network, job.givenTrace()),
            plan.mounts().stream()
                .map(mount -> seen(mount, exact.resolveSibling(TemporaryFolders.TMP)))
                .toList(),
            plan.workingDirectory(),
            Optional.of(services.sandbox().user().inside()),
            limits,
            network.network(),
            JobContainers.labels(record),
            confinement(plan, services.sandbox().rules(), services.logs().maxSize()),
            plan.stdin(),
            new Run(
                name(record),
                job.tenant(),
                plan.timeLimit(),
                plan.requirements()
                    .find(Requirement.Placement.class)
                    .map(Requirement.Placement::pool),
                exactOutput(plan, exact)));
    return new ToolRequest(container, new Room(1, limits.cpus(), limits.memoryBytes()));
  }

  /** What a tool has in its folder for temporary files is nobody's when it has ended. */
  private static Mount seen(FileMount mount, Path temporary) {
    boolean returned = !mount.readOnly() && !mount.host().equals(temporary);
    return new Mount(mount.host(), mount.inside(), mount.readOnly(), returned);
  }

  /** What tells one attempt from all others, also when another server makes it. */
  private static String name(StepRun record) {
    return "%s.%s.%d.%s"
        .formatted(record.path(), record.element(), record.attempt(), record.jobId());
  }

  private static Optional<ExactOutput> exactOutput(ToolPlan plan, Path folder) {
    return plan.stdout().isPresent() || plan.stderr().isPresent()
        ? Optional.of(new ExactOutput(folder, plan.stdout().isPresent(), plan.stderr().isPresent()))
        : Optional.empty();
  }

  /** A file that the tool's output goes to has all of it, also when it is taken up again. */
  private static Confinement confinement(
      ToolPlan plan, ConfinementConfiguration rules, long logSize) {
    return plan.stdout().isPresent() || plan.stderr().isPresent()
        ? rules.keepingAll()
        : rules.keeping(logSize);
  }

  private static Map<String, String> environment(
      ToolPlan plan, ToolNetwork network, Optional<TraceContext> given) {
    Map<String, String> all = new LinkedHashMap<>(trace(given));
    all.putAll(network.environment());
    all.putAll(plan.environment());
    return all;
  }

  /**
   * The trace, under the names of the W3C's draft "Environment Variables as Context Propagation
   * Carriers"; nothing unless the client sent one: CWL says that a tool's environment is what was
   * declared.
   */
  private static Map<String, String> trace(Optional<TraceContext> given) {
    Map<String, String> variables = new TreeMap<>();
    given
        .map(trace -> trace.next().headers())
        .ifPresent(
            headers ->
                headers.forEach(
                    (name, value) -> variables.put(name.toUpperCase(Locale.ROOT), value)));
    return variables;
  }

  /** A tool that asks for no memory gets no more than there is. */
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
