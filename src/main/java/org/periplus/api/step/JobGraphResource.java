package org.periplus.api.step;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.graph.JobGraphs;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.job.TenantJobs;

/** The workflow of a job, with how far each step is. An addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/graph")
public class JobGraphResource {

  private final TenantJobs jobs;
  private final JobGraphs graphs;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobGraphResource() {
    this(null, null);
  }

  @Inject
  public JobGraphResource(TenantJobs jobs, JobGraphs graphs) {
    this.jobs = jobs;
    this.graphs = graphs;
  }

  /** {@code GET /jobs/{jobID}/graph}. */
  @GET
  @Operation(operationId = "getJobGraph")
  @Produces({Links.JSON, Links.PAGE, StepGraph.SVG})
  public StepGraph graph(@PathParam("jobId") String id, @QueryParam("open") List<String> open) {
    return graphs.of(jobs.require(id), List.copyOf(open));
  }
}
