package org.periplus.api.log;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.event.EventStream;
import org.periplus.api.event.FollowerRights;
import org.periplus.api.file.FileAnswers;
import org.periplus.api.guard.Limits;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.StepList;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.security.CurrentTenant;
import org.periplus.staging.store.StoredFile;

/** The logs of a job's steps: an addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/logs/{name}.log")
public class JobLogResource {

  /** Text is what a client gets that does not ask for a page. */
  private static final String PAGE = "text/html;qs=0.5";

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final StepLogs logs;
  private final LogFollowers followers;
  private final FollowerRights rights;
  private final Limits limits;
  private final ClientUrl url;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobLogResource() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public JobLogResource(
      TenantJobs jobs,
      StepRunStore steps,
      StepLogs logs,
      LogFollowers followers,
      FollowerRights rights,
      Limits limits,
      ClientUrl url,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.steps = steps;
    this.logs = logs;
    this.followers = followers;
    this.rights = rights;
    this.limits = limits;
    this.url = url;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/logs/{name}.log}: what there is so far, whole or a range of it (RFC
   * 9110, 14). What a terminal would obey is shown and not sent, unless {@code raw=true} wants the
   * tool's own bytes.
   */
  @GET
  @Operation(operationId = "getLog")
  @Produces("text/plain; charset=utf-8")
  public Response log(
      @PathParam("jobId") String id,
      @PathParam("name") String name,
      @HeaderParam("Range") String range,
      @HeaderParam("If-Range") String ifRange,
      @QueryParam("raw") String raw)
      throws IOException {
    Job job = jobs.require(id);
    Optional<StoredFile> log = logs.find(job, run(job, name));
    if (log.isEmpty()) {
      return Response.ok("").build();
    }
    StoredFile shown = isRaw(raw) ? log.get() : PlainText.of(log.get());
    return FileAnswers.of(shown, "text/plain; charset=utf-8", range, ifRange);
  }

  /** The same as a page, with colours, lines that can be linked to, and what comes. */
  @GET
  @Operation(hidden = true)
  @Produces(PAGE)
  public LogPage page(@PathParam("jobId") String id, @PathParam("name") String name)
      throws IOException {
    Job job = jobs.require(id);
    StepRun run = run(job, name);
    Optional<StoredFile> log = logs.find(job, run);
    return new LogPage(
        StatusInfo.of(job, List.of(), links),
        StepList.Step.of(run, links),
        !run.state().ended(),
        log.map(StoredFile::size).orElse(0L),
        log.map(logs::position).orElse(0L),
        log.map(PlainText::of));
  }

  /**
   * {@code GET …?follow=true}: the log as events while it is written (HTML, 9.2): {@code log} with
   * what has come and, as its id, how many bytes that are; {@code end} when nothing more will come;
   * {@code expired} when who asks is no longer who they were, and has to ask again.
   *
   * @param last the id of the last event that the client has
   * @param after the same, from a client that cannot send the header
   */
  @GET
  @Operation(hidden = true)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(
      @PathParam("jobId") String id,
      @PathParam("name") String name,
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @QueryParam("raw") String raw,
      @Context HttpServletRequest client,
      @Context Sse sse,
      @Context SseEventSink sink)
      throws IOException {
    Job job = jobs.require(id);
    StepRun run = run(job, name);
    Runnable whenOver = limits.follower(url.client(client), tenant.name()).taken();
    long position = position(last).or(() -> position(after)).orElse(0L);
    EventStream.Client stream = new EventStream.Client(sse, sink, rights.of(client));
    followers.follow(job, run, new LogFollower.Client(stream, position, isRaw(raw)), whenOver);
  }

  private static Optional<Long> position(String id) {
    return Optional.ofNullable(id).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
  }

  private static boolean isRaw(String parameter) {
    return "true".equals(parameter);
  }

  private StepRun run(Job job, String name) {
    return steps
        .findByName(job.id(), name)
        .filter(run -> run.logFile().isPresent())
        .orElseThrow(
            () ->
                new RequestRefusedException(
                    Problem.plain(NOT_FOUND, "The job has no log called '" + name + ".log'.")));
  }
}
