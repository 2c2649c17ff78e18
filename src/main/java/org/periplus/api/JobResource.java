package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.periplus.job.Executions;
import org.periplus.job.Job;
import org.periplus.job.StepRunStore;
import org.periplus.security.CurrentTenant;

/** OGC API - Processes Part 1, 7.12 "Retrieve status information about a job", 12 "Dismiss". */
@Dependent
@Path("/ogc-api/jobs/{jobId}")
public class JobResource {

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final Executions executions;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  public JobResource(
      TenantJobs jobs,
      StepRunStore steps,
      Executions executions,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.steps = steps;
    this.executions = executions;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /jobs/{jobID}}: {@code /req/core/job-op}. */
  @GET
  @Produces(Links.JSON)
  public StatusInfo status(@PathParam("jobId") String id) {
    Job job = jobs.require(id);
    return StatusInfo.of(job, steps.list(job.id()), links);
  }

  /** {@code DELETE /jobs/{jobID}}: {@code /req/dismiss/job-dismiss-op}. */
  @DELETE
  @Produces(Links.JSON)
  public StatusInfo dismiss(@PathParam("jobId") String id) {
    Job job = executions.dismiss(tenant.name(), jobs.require(id).id());
    return StatusInfo.dismissed(job, links);
  }
}
