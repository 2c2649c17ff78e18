package org.periplus.api.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.job.TenantJobs;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.job.step.StepRunStore;

/** Part 4, requirements class "Provenance", "Prov". */
@Dependent
@Path("/ogc-api/jobs/{jobId}/prov")
public class JobProvenanceResource {

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final Links links;
  private final DataDirectory data;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobProvenanceResource() {
    this(null, null, null, null);
  }

  @Inject
  public JobProvenanceResource(
      TenantJobs jobs, StepRunStore steps, Links links, DataDirectory data) {
    this.jobs = jobs;
    this.steps = steps;
    this.links = links;
    this.data = data;
  }

  /** {@code GET /jobs/{jobID}/prov}: {@code /req/provenance/prov-get-op}, as PROV-JSON. */
  @GET
  @Operation(operationId = "getJobProvenance")
  @Produces({Links.JSON, Links.PAGE})
  public ObjectNode json(@PathParam("jobId") String id) {
    return document(id).json();
  }

  /** The same as PROV-N: {@code /per/provenance/prov-content-negotiation}. */
  @GET
  @Operation(hidden = true)
  @Produces(ProvDocument.NOTATION + ";charset=utf-8;qs=0.5")
  public String notation(@PathParam("jobId") String id) {
    return document(id).notation();
  }

  private ProvDocument document(String id) {
    Job job = jobs.require(id);
    return new JobProvenance(
            job,
            steps.list(job.id()),
            links.job(job.id()),
            links.to("processes/"),
            data.job(job.id()).toAbsolutePath())
        .document();
  }
}
