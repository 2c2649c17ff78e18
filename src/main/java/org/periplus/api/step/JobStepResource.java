package org.periplus.api.step;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.graph.JobGraphs;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.job.StepList;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;

/** One step of a job, and one run of it: an addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/steps/{step}")
public class JobStepResource {

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final JobGraphs graphs;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobStepResource() {
    this(null, null, null, null);
  }

  @Inject
  public JobStepResource(TenantJobs jobs, StepRunStore steps, JobGraphs graphs, Links links) {
    this.jobs = jobs;
    this.steps = steps;
    this.graphs = graphs;
    this.links = links;
  }

  /** {@code GET /jobs/{jobID}/steps/{step}}. */
  @GET
  @Operation(operationId = "getStep")
  @Produces({Links.JSON, Links.PAGE})
  public JobStep step(@PathParam("jobId") String id, @PathParam("step") String path) {
    Job job = jobs.require(id);
    StepGraph.Node step =
        graphs.of(job, List.of()).nodes().stream()
            .filter(node -> node.id().equals(path) && node.runs().isPresent())
            .findFirst()
            .orElseThrow(
                () -> refused("The job has no step '" + path + "'; see the list of its steps."));
    List<StepRun> runs = steps.list(job.id(), path);
    Map<UUID, StepResources> resources = steps.figures().resourcesOf(job.id());
    Optional<StepRun> alone =
        runs.stream().filter(run -> run.element().isEmpty() && runs.size() == 1).findFirst();
    return new JobStep(
        job.id().toString(),
        job.processId(),
        step,
        runs.stream()
            .map(run -> StepList.Step.of(run, links, Optional.ofNullable(resources.get(run.id()))))
            .toList(),
        alone.map(run -> RunDetails.of(run, Optional.ofNullable(resources.get(run.id())))),
        around(job, links.step(job.id(), path)));
  }

  /** {@code GET /jobs/{jobID}/steps/{step}/{element}}. */
  @GET
  @Path("{element}")
  @Operation(operationId = "getStepRun")
  @Produces({Links.JSON, Links.PAGE})
  public JobStepRun run(
      @PathParam("jobId") String id,
      @PathParam("step") String path,
      @PathParam("element") String element) {
    Job job = jobs.require(id);
    StepRun run =
        steps
            .find(job.id(), path, element)
            .orElseThrow(
                () ->
                    refused(
                        "The step '%s' has no run '%s', or it has not begun yet."
                            .formatted(path, element)));
    Optional<StepResources> resources = steps.figures().resources(run.id());
    return new JobStepRun(
        job.id().toString(),
        job.processId(),
        StepList.Step.of(run, links, resources),
        RunDetails.of(run, resources),
        around(job, links.step(job.id(), path) + "/" + Links.encoded(element)));
  }

  private List<Link> around(Job job, String self) {
    return List.of(
        Link.json("The steps of the job", "collection", links.job(job.id()) + "/steps"),
        Link.json("Status location", "monitor", links.job(job.id())),
        Links.asPage(self));
  }

  private static RequestRefusedException refused(String sentence) {
    return new RequestRefusedException(Problem.plain(NOT_FOUND, sentence));
  }
}
