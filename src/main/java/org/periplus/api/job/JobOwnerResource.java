package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.api.request.NewOwner;
import org.periplus.job.Job;
import org.periplus.job.store.JobOwners;

/** A job is handed on to somebody else, as when its owner leaves: an addition of ours. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/owner")
public class JobOwnerResource {

  private final TenantJobs jobs;
  private final JobOwners owners;
  private final NewOwner newOwner;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobOwnerResource() {
    this(null, null, null, null);
  }

  @Inject
  public JobOwnerResource(TenantJobs jobs, JobOwners owners, NewOwner newOwner, Links links) {
    this.jobs = jobs;
    this.owners = owners;
    this.newOwner = newOwner;
    this.links = links;
  }

  /** {@code PUT /jobs/{jobID}/owner}: for operators; not while it is worked on. */
  @PUT
  @Operation(operationId = "handJobOn")
  @Takes(BodyKind.DOCUMENT)
  @Produces(Links.JSON)
  public StatusInfo handOn(@PathParam("jobId") String id, JsonNode body) {
    Job job = jobs.require(id);
    owners.handedOn(job.id(), newOwner.of(body));
    return StatusInfo.of(jobs.require(id), List.of(), links);
  }
}
