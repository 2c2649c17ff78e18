package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.JsonBodies;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.job.Job;

/** Part 4, requirements class "Provenance", "Inputs". */
@Dependent
@Path("/ogc-api/jobs/{jobId}/inputs")
public class JobInputsResource {

  private final TenantJobs jobs;
  private final JobRequests requests;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobInputsResource() {
    this(null, null, null);
  }

  @Inject
  public JobInputsResource(TenantJobs jobs, JobRequests requests, Links links) {
    this.jobs = jobs;
    this.requests = requests;
    this.links = links;
  }

  /** {@code GET /jobs/{jobID}/inputs}: {@code /req/provenance/inputs-get-op}. */
  @GET
  @Operation(operationId = "getJobInputs")
  @Produces({Links.JSON, Links.PAGE})
  public JobInputs inputs(@PathParam("jobId") String id) {
    Job job = jobs.require(id);
    JsonNode definition = requests.of(job);
    String self = links.job(job.id());
    return new JobInputs(
        definition.get("inputs"),
        definition.has("outputs")
            ? definition.get("outputs")
            : JsonBodies.MAPPER.createObjectNode(),
        List.of(
            Link.json("These inputs", "self", self + "/inputs"),
            Link.json("Status location", "monitor", self),
            Link.json("The definition of the job", "related", self + "/definition")));
  }
}
