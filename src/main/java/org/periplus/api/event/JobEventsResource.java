package org.periplus.api.event;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.guard.Limits;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.security.CurrentTenant;

/** What happens to a job: an addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/events")
public class JobEventsResource {

  private final TenantJobs jobs;
  private final JobFollowers followers;
  private final FollowerRights rights;
  private final Limits limits;
  private final ClientUrl url;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobEventsResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public JobEventsResource(
      TenantJobs jobs,
      JobFollowers followers,
      FollowerRights rights,
      Limits limits,
      ClientUrl url,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.followers = followers;
    this.rights = rights;
    this.limits = limits;
    this.url = url;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/events} (HTML, 9.2): {@code steps} with the runs that have changed,
   * {@code status} with the status, {@code end} when nothing more will come. Their ids are times of
   * this server; a client that has one gets what has changed since. After {@code expired} who asks
   * is no longer who they were, and has to ask again.
   *
   * @param last the id of the last event that the client has
   * @param after the same, from a client that cannot send the header
   */
  @GET
  @Operation(operationId = "getEvents")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(
      @PathParam("jobId") String id,
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @Context HttpServletRequest client,
      @Context Sse sse,
      @Context SseEventSink sink) {
    Job job = jobs.require(id);
    Runnable whenOver = limits.follower(url.client(client), tenant.name()).taken();
    followers.follow(
        job.id(),
        since(last).or(() -> since(after)).orElse(Instant.EPOCH),
        new JobFollower.Client(
            new EventStream.Client(sse, sink, rights.of(client)), links.captured()),
        whenOver);
  }

  private static Optional<Instant> since(String id) {
    return Stream.ofNullable(id)
        .filter(text -> text.matches("\\d{1,15}"))
        .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
        .findFirst();
  }
}
