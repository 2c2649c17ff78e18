package org.periplus.api.graph;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.graph.StepGraph.Picture;
import org.periplus.cwl.model.Process;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;

/** The graphs of processes: what each would run. */
@Dependent
public class ProcessGraphs {

  private final ProcessCatalogue catalogue;
  private final TenantProcesses processes;
  private final GraphConfiguration configuration;
  private final Links links;

  @Inject
  public ProcessGraphs(
      ProcessCatalogue catalogue,
      TenantProcesses processes,
      GraphConfiguration configuration,
      Links links) {
    this.catalogue = catalogue;
    this.processes = processes;
    this.configuration = configuration;
    this.links = links;
  }

  /**
   * The graph of a process, or of one of its versions.
   *
   * @param open the paths of the steps whose boxes are to be open; others are ignored
   * @throws org.periplus.process.ForeignProcessException if the caller may only execute it: the
   *     graph says what its package does
   */
  public StepGraph of(ProcessPackage process, List<String> open) {
    if (!process.builtIn()) {
      processes.requirePackage(process);
    }
    String self = links.process(process.id());
    return graph(
        process.id(),
        catalogue.workflow(process.tenant(), process.id(), process.revision()),
        open,
        List.of(
            Link.json("Process description", "describedby", self), Links.asPage(self + "/graph")));
  }

  /**
   * The graph of a process that is not deployed, without links: it has no address.
   *
   * @param id what it would be called
   */
  public StepGraph tried(String id, Process process, List<String> open) {
    return graph(id, process, open, List.of());
  }

  private StepGraph graph(String title, Process process, List<String> open, List<Link> around) {
    WorkflowNodes found =
        WorkflowNodes.of(JobGraphs.workflow(process), configuration.maxNodes(), true);
    return new StepGraph(
        title,
        Optional.empty(),
        found.nodes(),
        found.edges(),
        new Picture(open, configuration.foldBeyond()),
        around);
  }
}
