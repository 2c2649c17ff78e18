package org.periplus.process.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/**
 * What a package asks of a server beside its inputs, as far as it says so before it runs. Amounts
 * that expressions compute are not among it.
 *
 * @param images the container images of its tools
 * @param networkAccess whether a tool asks for the network, or may do so
 * @param secrets the inputs whose values nobody may see in records
 * @param cores the most processors that one tool asks for; empty when none says so
 * @param memory the most memory that one tool asks for, in bytes; likewise
 * @param graphicsProcessors whether a tool asks for them
 * @param pools the names of machines on which its tools run best
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PackageNeeds(
    List<String> images,
    boolean networkAccess,
    List<String> secrets,
    Optional<BigDecimal> cores,
    Optional<Long> memory,
    boolean graphicsProcessors,
    List<String> pools) {

  /** What a process asks for, with all that it runs. */
  public static PackageNeeds of(Process process) {
    Search search = new Search();
    search.visit(process, Requirements.NONE);
    return search.found();
  }

  /** Goes through all that a process runs. Used by one thread. */
  private static final class Search {

    /** A small package can run its parts many times over. */
    private static final int MOST = 10_000;

    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    private final TreeSet<String> images = new TreeSet<>();
    private final TreeSet<String> secrets = new TreeSet<>();
    private final TreeSet<String> pools = new TreeSet<>();
    private Optional<BigDecimal> cores = Optional.empty();
    private Optional<BigDecimal> memory = Optional.empty();
    private boolean networkAccess;
    private boolean graphicsProcessors;
    private int visited;

    void visit(Process process, Requirements outer) {
      visited++;
      if (visited > MOST) {
        return;
      }
      Requirements all = process.requirements().inheriting(outer);
      all.find(Requirement.Secrets.class).ifPresent(found -> secrets.addAll(found.inputs()));
      if (process instanceof Workflow workflow) {
        for (WorkflowStep step : workflow.steps()) {
          visit(step.run(), step.requirements().inheriting(all));
        }
      } else if (process instanceof CommandLineTool) {
        tool(all);
      }
    }

    private void tool(Requirements all) {
      all.find(Requirement.Docker.class).flatMap(Search::image).ifPresent(images::add);
      networkAccess |=
          all.find(Requirement.NetworkAccess.class)
              .filter(access -> access.enable().asBoolean(true))
              .isPresent();
      graphicsProcessors |= all.has(Requirement.Cuda.class);
      all.find(Requirement.Placement.class).ifPresent(asked -> pools.add(asked.pool()));
      all.find(Requirement.Resource.class)
          .ifPresent(
              asked -> {
                cores = more(cores, asked.coresMin(), asked.coresMax());
                memory = more(memory, asked.ramMin(), asked.ramMax());
              });
    }

    private static Optional<String> image(Requirement.Docker docker) {
      return docker
          .pull()
          .or(docker::imageId)
          .or(docker::load)
          .or(docker::importFrom)
          .or(() -> docker.file().map(file -> "Dockerfile"));
    }

    private static Optional<BigDecimal> more(
        Optional<BigDecimal> before, Optional<JsonNode> least, Optional<JsonNode> most) {
      Optional<BigDecimal> now =
          least.or(() -> most).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
      return before.filter(b -> now.isEmpty() || b.compareTo(now.get()) >= 0).or(() -> now);
    }

    PackageNeeds found() {
      return new PackageNeeds(
          List.copyOf(images),
          networkAccess,
          List.copyOf(secrets),
          cores,
          memory.map(amount -> amount.multiply(MEBIBYTE).longValue()),
          graphicsProcessors,
          List.copyOf(pools));
    }
  }
}
