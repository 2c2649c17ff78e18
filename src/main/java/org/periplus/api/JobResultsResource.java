package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;

/** OGC API - Processes Part 1, 7.13 "Retrieve job results". */
@Dependent
@Path("/ogc-api/jobs/{jobId}/results")
public class JobResultsResource {

  private final TenantJobs jobs;
  private final Links links;

  @Inject
  public JobResultsResource(TenantJobs jobs, Links links) {
    this.jobs = jobs;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/results}: {@code /req/core/job-results}; {@code
   * /req/core/job-results-exception/results-not-ready} while there are none; {@code
   * /req/core/job-results-failed} with the problem of a failed job.
   */
  @GET
  @Produces({Links.JSON, Problem.MEDIA_TYPE})
  public Response results(@PathParam("jobId") String id) {
    Job job = jobs.require(id);
    if (job.status() == JobStatus.FAILED) {
      return failed(job);
    }
    JsonNode results = job.results().orElseThrow(() -> notReady(job));
    return Response.ok(StoredResults.render(job, results, links), Links.JSON).build();
  }

  private Response failed(Job job) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem
        .put("type", "about:blank")
        .put("title", "The job has failed")
        .put("status", Response.Status.INTERNAL_SERVER_ERROR.getStatusCode())
        .put("detail", job.message())
        .put("instance", links.job(job.id()));
    job.problem().filter(JsonNode::isObject).ifPresent(p -> problem.setAll((ObjectNode) p));
    int status = problem.path("status").asInt();
    return Response.status(status >= 400 && status < 600 ? status : 500)
        .entity(problem)
        .type(Problem.MEDIA_TYPE)
        .build();
  }

  private static RequestRefusedException notReady(Job job) {
    return new RequestRefusedException(
        Problem.of(
            Problem.PART_1 + "result-not-ready",
            "Result not ready",
            NOT_FOUND,
            "The job is "
                + job.status().code()
                + (job.status().ended() ? " and has no results." : "; it has no results yet.")));
  }
}
