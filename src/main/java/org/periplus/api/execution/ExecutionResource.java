package org.periplus.api.execution;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Accept;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.TraceHeaders;
import org.periplus.api.guard.CrossSite;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.api.job.JobAccess;
import org.periplus.api.request.ExecuteRequest;
import org.periplus.api.request.IdempotencyKeys;
import org.periplus.api.request.KeyValueRequest;
import org.periplus.api.request.Preferences;
import org.periplus.api.request.Subscribers;
import org.periplus.api.result.ExecutionConfiguration;
import org.periplus.api.result.ResultsAnswers;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.execution.Executions;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;

/** OGC API - Processes Part 1, 7.11 "Execute a process". */
@Dependent
@Path("/ogc-api/processes/{processId}/execution")
public class ExecutionResource {

  private final TenantProcesses processes;
  private final Executions executions;
  private final Subscribers subscribers;
  private final TraceHeaders trace;
  private final ResultsAnswers answers;
  private final WaitingJobs waiting;
  private final CrossSite crossSite;
  private final JobAccess access;
  private final Links links;
  private final Duration longest;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ExecutionResource() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public ExecutionResource(
      TenantProcesses processes,
      Executions executions,
      Subscribers subscribers,
      TraceHeaders trace,
      ResultsAnswers answers,
      ExecutionConfiguration configuration,
      WaitingJobs waiting,
      CrossSite crossSite,
      JobAccess access,
      Links links) {
    this.processes = processes;
    this.executions = executions;
    this.subscribers = subscribers;
    this.trace = trace;
    this.answers = answers;
    this.longest = configuration.syncTimeout();
    this.waiting = waiting;
    this.crossSite = crossSite;
    this.access = access;
    this.links = links;
  }

  /**
   * {@code POST /processes/{processID}/execution}: {@code /req/core/process-execute-op}. Waits for
   * the job as long as the client prefers, without a thread; a client that no longer listens
   * changes nothing for the job.
   */
  @POST
  @Operation(operationId = "execute")
  @Takes(BodyKind.EXECUTE_REQUEST)
  @Produces(MediaType.WILDCARD)
  public CompletionStage<Response> execute(
      @PathParam("processId") String processId,
      @HeaderParam("Prefer") List<String> prefer,
      @HeaderParam(IdempotencyKeys.HEADER) String key,
      @Context HttpHeaders headers,
      JsonNode body) {
    return execute(
        processes.require(processId),
        body,
        IdempotencyKeys.of(key),
        Preferences.of(prefer),
        AcceptedTypes.of(headers));
  }

  /**
   * {@code GET /processes/{processID}/execution}: 2.0, {@code /req/kvp-execute/process-execute-op},
   * with the request in the query. Where a page may have led to it, which any link and any picture
   * of any site can, it is shown with a button that sends it, and nothing is executed.
   */
  @GET
  @Operation(operationId = "executeByQuery")
  @Produces(MediaType.WILDCARD)
  public CompletionStage<Response> executeByQuery(
      @PathParam("processId") String processId,
      @HeaderParam("Prefer") List<String> prefer,
      @Context HttpHeaders headers,
      @Context HttpServletRequest client,
      @Context UriInfo uri) {
    ProcessPackage process = processes.require(processId);
    KeyValueRequest request = KeyValueRequest.of(uri.getQueryParameters(), process.description());
    if (Accept.prefersPage(headers) || crossSite.leads(client)) {
      return CompletableFuture.completedFuture(form(process, request));
    }
    return execute(
        process,
        request.body(),
        Optional.empty(),
        Preferences.of(request.prefer().map(List::of).orElse(prefer)),
        request.accept().map(AcceptedTypes::of).orElseGet(() -> AcceptedTypes.of(headers)));
  }

  private Response form(ProcessPackage process, KeyValueRequest request) {
    String url = links.process(process.id());
    return Response.ok(
            new ExecutionForm(
                "Execute " + process.id(),
                url + "/execution",
                request.body(),
                List.of(Link.json("The process", "up", url))))
        .type(MediaType.TEXT_HTML)
        .header(HttpHeaders.VARY, "Sec-Fetch-Site, Referer")
        .build();
  }

  /** {@code HEAD} is not allowed: it would execute the process and keep its results to itself. */
  @HEAD
  @Operation(hidden = true)
  public Response head() {
    return Response.status(Response.Status.METHOD_NOT_ALLOWED)
        .allow(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS)
        .build();
  }

  private CompletionStage<Response> execute(
      ProcessPackage process,
      JsonNode body,
      Optional<String> key,
      Preferences preferences,
      AcceptedTypes accepted) {
    ExecuteRequest request = ExecuteRequest.of(body, process.description());
    JobDefinition definition =
        request.definition(
            process, subscribers.of(request.body()), trace.given(), access.requester());
    Job job = executions.execute(definition, key);
    Duration patience = preferences.patience(process.description().jobControlOptions(), longest);
    ExecutionAnswer answer =
        new ExecutionAnswer(answers, preferences, patience, accepted, links.captured(), waiting);
    if (patience.isZero()) {
      return CompletableFuture.completedFuture(answer.accepted(executions.now(job)));
    }
    return executions
        .ended(job.id(), patience)
        .thenApply(
            found ->
                answer.of(found.orElseThrow(() -> new NoSuchJobException(job.id().toString()))));
  }
}
