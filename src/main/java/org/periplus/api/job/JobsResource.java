package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Accept;
import org.periplus.api.Cursor;
import org.periplus.api.Limit;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.api.request.ContentSchema;
import org.periplus.api.request.IdempotencyKeys;
import org.periplus.job.Job;
import org.periplus.job.execution.Executions;
import org.periplus.job.list.JobCounts;
import org.periplus.job.list.JobFilter;
import org.periplus.job.list.JobPage;
import org.periplus.job.store.JobStore;
import org.periplus.security.CurrentTenant;

/** OGC API - Processes Part 1, 11 "Job list"; Part 4, "Creating a new job". */
@Dependent
@Path("/ogc-api/jobs")
public class JobsResource {

  private static final String AFTER = "after";
  private static final String BEFORE = "before";

  private final JobStore jobs;
  private final JobCounts counts;
  private final Executions executions;
  private final JobRequests requests;
  private final JobAccess access;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobsResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public JobsResource(
      JobStore jobs,
      JobCounts counts,
      Executions executions,
      JobRequests requests,
      JobAccess access,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.counts = counts;
    this.executions = executions;
    this.requests = requests;
    this.access = access;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * {@code GET /jobs}: {@code /req/job-list/job-list-op}, newest first. The links to other parts
   * name a job beside them, so that no job is seen twice or left out when others are created.
   */
  @GET
  @Operation(operationId = "getJobs")
  @Produces({Links.JSON, Links.PAGE})
  public Record list(@Context UriInfo uri, @Context HttpHeaders headers) {
    boolean page = Accept.prefersPage(headers);
    JobListParameters parameters = new JobListParameters(uri.getQueryParameters());
    JobFilter filter =
        parameters
            .filter(page)
            .of(parameters.ofAll().orElse(false) ? access.visible() : access.own());
    JobList list = list(uri.getQueryParameters(), parameters, filter);
    return page
        ? JobsPage.of(list, counts.byStatus(tenant.name(), filter.with(List.of())), parameters)
        : list;
  }

  private JobList list(
      MultivaluedMap<String, String> query, JobListParameters parameters, JobFilter filter) {
    int most = Limit.of(query.getFirst("limit"));
    JobPage page = jobs.list(tenant.name(), filter, most, place(query));
    String all = "jobs?" + parameters.query() + "limit=" + most;
    String here =
        Stream.of(AFTER, BEFORE)
            .filter(query::containsKey)
            .findFirst()
            .map(side -> "&" + side + "=" + Links.encoded(query.getFirst(side)))
            .orElse("");
    List<Link> around = new ArrayList<>();
    String self = links.to(query.isEmpty() ? "jobs" : all + here);
    around.add(Link.json("This list", "self", self));
    around.add(Links.asPage(self));
    page.next().ifPresent(place -> around.add(link("Older jobs", "next", all, AFTER, place)));
    page.previous().ifPresent(place -> around.add(link("Newer jobs", "prev", all, BEFORE, place)));
    return new JobList(page.jobs().stream().map(job -> StatusInfo.of(job, links)).toList(), around);
  }

  /**
   * {@code POST /jobs}: Part 4, {@code /req/job-management/create-post-op}. The job waits for its
   * start.
   */
  @POST
  @Operation(operationId = "createJob")
  @Takes(BodyKind.EXECUTE_REQUEST)
  @Produces(Links.JSON)
  public Response create(
      @HeaderParam(ContentSchema.HEADER) String schema,
      @HeaderParam(IdempotencyKeys.HEADER) String key,
      JsonNode body) {
    ContentSchema.check(schema);
    Job job = executions.create(requests.created(body), IdempotencyKeys.of(key));
    return Response.created(Links.location(links.job(job.id())))
        .entity(StatusInfo.of(job, List.of(), links))
        .build();
  }

  private static Optional<JobPage.Place> place(MultivaluedMap<String, String> query) {
    if (query.containsKey(AFTER)) {
      return Optional.of(new JobPage.After(key(AFTER, query.getFirst(AFTER))));
    }
    return Optional.ofNullable(query.getFirst(BEFORE))
        .map(cursor -> new JobPage.Before(key(BEFORE, cursor)));
  }

  private static JobPage.Key key(String parameter, String cursor) {
    Cursor read = Cursor.read(parameter, cursor);
    return new JobPage.Key(read.at(), read.id());
  }

  private Link link(String title, String rel, String all, String side, JobPage.Place place) {
    Cursor cursor = new Cursor(place.key().created(), place.key().id());
    return Link.json(title, rel, links.to(all + "&" + side + "=" + cursor));
  }
}
