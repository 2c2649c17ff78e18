package org.periplus.api.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;

/** The outputs of a job: an addition of ours to Part 4's "Inputs". */
@Dependent
@Path("/ogc-api/jobs/{jobId}/outputs")
public class JobOutputsResource {

  private final TenantJobs jobs;
  private final ResultsAnswers answers;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobOutputsResource() {
    this(null, null, null);
  }

  @Inject
  public JobOutputsResource(TenantJobs jobs, ResultsAnswers answers, Links links) {
    this.jobs = jobs;
    this.answers = answers;
    this.links = links;
  }

  /**
   * What the job gave.
   *
   * @param outputs the results document, whichever form the execute request asked for
   */
  public record Outputs(ObjectNode outputs, List<Link> links) {}

  /** {@code GET /jobs/{jobID}/outputs}: always a document, beside the inputs' one. */
  @GET
  @Operation(operationId = "getJobOutputs")
  @Produces({Links.JSON, Links.PAGE})
  public Response outputs(@PathParam("jobId") String id, @QueryParam("sign") String sign) {
    Job job = jobs.require(id);
    if (job.status() == JobStatus.FAILED) {
      return ResultsAnswers.failed(job, links).build();
    }
    ObjectNode document =
        answers.json(answers.available(job, Optional.empty(), links, FileLinks.sign(sign)));
    String self = links.job(job.id());
    return Response.ok(
            new Outputs(
                document,
                List.of(
                    Link.json("These outputs", "self", self + "/outputs"),
                    Link.json("Status location", "monitor", self),
                    Link.json("The inputs of the job", "related", self + "/inputs"))))
        .build();
  }
}
