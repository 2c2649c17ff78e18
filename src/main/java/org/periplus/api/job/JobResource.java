package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.AlsoServed;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.api.request.ContentSchema;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.execution.Dismissals;
import org.periplus.job.execution.Executions;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.step.StepRunStore;
import org.periplus.security.CurrentTenant;

/** OGC API - Processes Part 1, 7.12 "Retrieve status information about a job", 12 "Dismiss". */
@Dependent
@Path("/ogc-api/jobs/{" + JobResource.ID + "}")
public class JobResource {

  static final String ID = "jobId";

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final WaitingJobs waiting;
  private final Executions executions;
  private final Dismissals dismissals;
  private final JobRequests requests;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobResource() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public JobResource(
      TenantJobs jobs,
      StepRunStore steps,
      WaitingJobs waiting,
      Executions executions,
      Dismissals dismissals,
      JobRequests requests,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.steps = steps;
    this.waiting = waiting;
    this.executions = executions;
    this.dismissals = dismissals;
    this.requests = requests;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /jobs/{jobID}}: {@code /req/core/job-op}. */
  @GET
  @KeptStatus
  @Operation(operationId = "getStatus")
  @AlsoServed(Links.PAGE)
  @Produces(Links.JSON)
  public StatusInfo status(@PathParam(ID) String id) {
    Job job = jobs.require(id);
    return StatusInfo.of(job, steps.list(job.id()), links).placed(job, waiting);
  }

  /**
   * {@code PATCH /jobs/{jobID}}: Part 4, {@code /req/job-management/update-patch-op}. The body
   * takes the place of the definition; a merge patch changes single members of it.
   */
  @PATCH
  @Operation(operationId = "updateJob")
  @Takes(BodyKind.JOB_CHANGE)
  @Produces(Links.JSON)
  public StatusInfo change(
      @PathParam(ID) String id,
      @HeaderParam(ContentSchema.HEADER) String schema,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      JsonNode body) {
    boolean patch = type != null && MediaType.valueOf(BodyKind.MERGE_PATCH).isCompatible(type);
    if (!patch) {
      ContentSchema.check(schema);
    }
    Job job = jobs.requireOwn(id);
    JobDefinition definition = patch ? requests.patched(job, body) : requests.replaced(job, body);
    return StatusInfo.of(executions.change(job, definition), List.of(), links);
  }

  /** {@code DELETE /jobs/{jobID}}: {@code /req/dismiss/job-dismiss-op}. */
  @DELETE
  @Operation(operationId = "dismiss")
  @Produces(Links.JSON)
  public StatusInfo dismiss(@PathParam(ID) String id) {
    Job job = dismissals.dismiss(tenant.name(), jobs.requireOwn(id).id());
    return StatusInfo.dismissed(job, links);
  }
}
