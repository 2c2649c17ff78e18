package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;

/** Part 4, "Job definition". */
@Dependent
@Path("/ogc-api/jobs/{jobId}/definition")
public class JobDefinitionResource {

  private final TenantJobs jobs;
  private final JobRequests requests;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobDefinitionResource() {
    this(null, null);
  }

  @Inject
  public JobDefinitionResource(TenantJobs jobs, JobRequests requests) {
    this.jobs = jobs;
    this.requests = requests;
  }

  /**
   * {@code GET /jobs/{jobID}/definition}: {@code /req/job-management/definition-get-op}. What it
   * answers can be posted to {@code /jobs} again.
   */
  @GET
  @Operation(operationId = "getJobDefinition")
  @Produces({Links.JSON, BodyKind.EXECUTE, Links.PAGE})
  public JsonNode definition(@PathParam("jobId") String id) {
    return requests.of(jobs.require(id));
  }
}
