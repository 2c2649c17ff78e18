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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.file.FileAnswers;
import org.periplus.api.guard.LimitReachedException;
import org.periplus.api.guard.Limits;
import org.periplus.api.http.ClientUrl;
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

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final StepLogs logs;
  private final LogFollowers followers;
  private final Limits limits;
  private final ClientUrl url;
  private final CurrentTenant tenant;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobLogResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public JobLogResource(
      TenantJobs jobs,
      StepRunStore steps,
      StepLogs logs,
      LogFollowers followers,
      Limits limits,
      ClientUrl url,
      CurrentTenant tenant) {
    this.jobs = jobs;
    this.steps = steps;
    this.logs = logs;
    this.followers = followers;
    this.limits = limits;
    this.url = url;
    this.tenant = tenant;
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

  /**
   * {@code GET …?follow=true}: the log as events while it is written (HTML, 9.2): {@code log} with
   * what has come and, as its id, how many bytes that are; {@code end} when nothing more will come.
   */
  @GET
  @Operation(hidden = true)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(
      @PathParam("jobId") String id,
      @PathParam("name") String name,
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("raw") String raw,
      @Context HttpServletRequest client,
      @Context Sse sse,
      @Context SseEventSink sink)
      throws IOException {
    Job job = jobs.require(id);
    StepRun run = run(job, name);
    Runnable whenOver = place(client);
    long position = last != null && last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
    followers.follow(job, run, new LogFollower.Client(sse, sink, position, isRaw(raw)), whenOver);
  }

  /** One follower more of this client; gives how to say that it has gone. */
  private Runnable place(HttpServletRequest client) {
    Limits.Admission admission = limits.follower(url.client(client), tenant.name());
    admission
        .refusal()
        .ifPresent(
            refusal -> {
              throw new LimitReachedException(refusal);
            });
    return admission.release().orElseThrow();
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
