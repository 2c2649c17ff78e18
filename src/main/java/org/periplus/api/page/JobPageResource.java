package org.periplus.api.page;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.AlsoServed;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.SteadyClock;

/** What {@link org.periplus.api.job.JobResource} answers, as a page. */
@Dependent
@Path("/ogc-api/jobs/{jobId}")
public class JobPageResource {

  private final TenantJobs jobs;
  private final JobPages pages;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobPageResource() {
    this(null, null);
  }

  @Inject
  public JobPageResource(TenantJobs jobs, JobPages pages) {
    this.jobs = jobs;
    this.pages = pages;
  }

  /**
   * {@code GET /jobs/{jobID}}: {@code /req/html/definition}.
   *
   * @param unfolded the path of the scattered step whose elements the timeline shows
   * @param open which boxes of the graph are open
   * @param live whether a page that is open asks what has changed, which keeps the graph itself
   */
  @GET
  @Operation(hidden = true)
  @AlsoServed(Links.JSON)
  @Produces(Links.PAGE)
  public JobPage page(
      @PathParam("jobId") String id,
      @QueryParam("unfold") String unfolded,
      @QueryParam("open") List<String> open,
      @QueryParam("live") boolean live) {
    Instant now = SteadyClock.OF_THE_SERVER.instant();
    JobPages.Wanted wanted =
        new JobPages.Wanted(
            Optional.ofNullable(unfolded), live ? Optional.empty() : Optional.of(open));
    return pages.of(jobs.require(id), now, wanted);
  }
}
