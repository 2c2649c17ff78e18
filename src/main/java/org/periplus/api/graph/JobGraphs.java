package org.periplus.api.graph;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.graph.StepGraph.Picture;
import org.periplus.api.graph.StepGraph.Runs;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.workflow.SingleStep;
import org.periplus.job.Job;
import org.periplus.job.step.StepCount;
import org.periplus.job.step.StepRunStore;
import org.periplus.process.ProcessCatalogue;

/** The graphs of jobs: the workflow of the version that each runs, and how far each step is. */
@Dependent
public class JobGraphs {

  private final ProcessCatalogue catalogue;
  private final StepRunStore steps;
  private final GraphConfiguration configuration;
  private final Links links;

  @Inject
  public JobGraphs(
      ProcessCatalogue catalogue,
      StepRunStore steps,
      GraphConfiguration configuration,
      Links links) {
    this.catalogue = catalogue;
    this.steps = steps;
    this.configuration = configuration;
    this.links = links;
  }

  /**
   * The graph of a job that the caller may see.
   *
   * @param open the paths of the steps whose boxes are to be open; others are ignored
   */
  public StepGraph of(Job job, List<String> open) {
    WorkflowNodes found =
        WorkflowNodes.of(
            workflow(catalogue.workflow(job.tenant(), job.processId(), job.processVersion())),
            configuration.maxNodes(),
            false);
    List<StepCount> counts = steps.figures().counts(job.id());
    StepGraph graph =
        new StepGraph(
            job.processId(),
            Optional.of(job.id().toString()),
            found.nodes(),
            found.edges(),
            new Picture(open, configuration.foldBeyond()),
            List.of(
                Link.json("Status location", "monitor", links.job(job.id())),
                Link.json("The steps of the job", "item", links.job(job.id()) + "/steps"),
                Links.asPage(links.job(job.id()) + "/graph")));
    StepGraph staged = Staging.around(graph, counts);
    Map<String, Runs> runs =
        new NodeRuns(counts, steps.figures().elements(job.id()), job.status().ended())
            .of(staged.nodes());
    return staged.with(
        staged.nodes().stream()
            .map(
                node ->
                    runs.containsKey(node.id())
                        ? node.with(runs.get(node.id()), links.step(job.id(), node.id()))
                        : node)
            .toList(),
        staged.edges());
  }

  /** As it runs: a tool that is deployed on its own is the one step of a workflow. */
  static Workflow workflow(Process process) {
    return process instanceof Workflow workflow ? workflow : SingleStep.running(process);
  }
}
