package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.job.JobPage;
import org.periplus.job.JobStore;
import org.periplus.security.CurrentTenant;

/** OGC API - Processes Part 1, 11 "Job list". */
@Dependent
@Path("/ogc-api/jobs")
public class JobsResource {

  private final JobStore jobs;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  public JobsResource(JobStore jobs, CurrentTenant tenant, Links links) {
    this.jobs = jobs;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /jobs}: {@code /req/job-list/job-list-op}, newest first. */
  @GET
  @Produces(Links.JSON)
  public JobList list(@QueryParam("limit") String limit, @QueryParam("after") String after) {
    int most = Limit.of(limit);
    JobPage page = jobs.list(tenant.name(), most, Optional.ofNullable(after).map(JobCursor::read));
    List<Link> around = new ArrayList<>();
    around.add(Link.json("This list", "self", links.to("jobs")));
    page.next()
        .ifPresent(
            key ->
                around.add(
                    Link.json(
                        "Older jobs",
                        "next",
                        links.to("jobs?limit=" + most + "&after=" + JobCursor.write(key)))));
    return new JobList(
        page.jobs().stream().map(job -> StatusInfo.of(job, List.of(), links)).toList(), around);
  }
}
