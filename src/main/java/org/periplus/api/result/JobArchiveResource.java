package org.periplus.api.result;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.ContentPolicy;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;

/** All results of a job in one download: an addition of ours. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/files.zip")
public class JobArchiveResource {

  private final TenantJobs jobs;
  private final ResultsAnswers answers;
  private final PublishedFiles files;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobArchiveResource() {
    this(null, null, null, null);
  }

  @Inject
  public JobArchiveResource(
      TenantJobs jobs, ResultsAnswers answers, PublishedFiles files, Links links) {
    this.jobs = jobs;
    this.answers = answers;
    this.files = files;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/files.zip}: all published files, and {@code results.json}, the results
   * document, whose links lead to the files beside it.
   */
  @GET
  @Operation(operationId = "getFiles")
  @Produces(MediaType.WILDCARD)
  public Response archive(@PathParam("jobId") String id) {
    Job job = jobs.require(id);
    if (job.status() == JobStatus.FAILED) {
      return ResultsAnswers.failed(job, links).build();
    }
    JobOutputs outputs = answers.available(job, Optional.empty(), links, Optional.empty());
    byte[] document = outputs.portable().toPrettyString().getBytes(StandardCharsets.UTF_8);
    Response.ResponseBuilder response =
        Response.ok(files.archive(job, document), "application/zip")
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"results-" + job.id() + ".zip\"")
            .header(ContentPolicy.HEADER, ContentPolicy.OF_RESULTS);
    job.finished().ifPresent(finished -> response.lastModified(Date.from(finished)));
    return response.build();
  }
}
