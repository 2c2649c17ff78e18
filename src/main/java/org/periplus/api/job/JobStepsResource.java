package org.periplus.api.job;

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
import org.periplus.job.Job;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.StepRunStore;

/** The runs of a job's steps: an addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/steps")
public class JobStepsResource {

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobStepsResource() {
    this(null, null, null);
  }

  @Inject
  public JobStepsResource(TenantJobs jobs, StepRunStore steps, Links links) {
    this.jobs = jobs;
    this.steps = steps;
    this.links = links;
  }

  /** {@code GET /jobs/{jobID}/steps}. */
  @GET
  @Operation(operationId = "getSteps")
  @Produces({Links.JSON, Links.PAGE})
  public StepList list(@PathParam("jobId") String id) {
    Job job = jobs.require(id);
    Map<UUID, StepResources> resources = steps.figures().resourcesOf(job.id());
    return new StepList(
        steps.list(job.id()).stream()
            .map(run -> StepList.Step.of(run, links, Optional.ofNullable(resources.get(run.id()))))
            .toList(),
        List.of(
            Link.json("Status location", "monitor", links.job(job.id())),
            Links.asPage(links.job(job.id()) + "/steps")));
  }
}
