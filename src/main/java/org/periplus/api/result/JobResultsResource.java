package org.periplus.api.result;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;
import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Accept;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.TraceHeaders;
import org.periplus.api.http.BodyKind;
import org.periplus.api.job.JobAccess;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.TenantJobs;
import org.periplus.api.request.OutputChoice.Form;
import org.periplus.api.request.Preferences;
import org.periplus.configuration.Entries;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.execution.Executions;
import org.periplus.process.ProcessCatalogue;

/** OGC API - Processes Part 1, 7.13 "Retrieve job results", all of them or one. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/results")
public class JobResultsResource {

  private final TenantJobs jobs;
  private final ProcessCatalogue catalogue;
  private final Executions executions;
  private final JobAccess access;
  private final ResultsAnswers answers;
  private final ResultsPages pages;
  private final TraceHeaders trace;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobResultsResource() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public JobResultsResource(
      TenantJobs jobs,
      ProcessCatalogue catalogue,
      Executions executions,
      JobAccess access,
      ResultsAnswers answers,
      ResultsPages pages,
      TraceHeaders trace,
      Links links) {
    this.jobs = jobs;
    this.catalogue = catalogue;
    this.executions = executions;
    this.access = access;
    this.answers = answers;
    this.pages = pages;
    this.trace = trace;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/results}: {@code /req/core/job-results}, in the form that the execute
   * request asked for. Where it asked for none, version 1.0 has {@code raw} and version 2.0 the
   * document: the document, which clients of the field read, while {@code results/{outputID}} is
   * raw. A page shows what all forms have in common. With {@code sign=true}, an addition of ours,
   * links to files open without credentials until they expire, where the store has such links.
   *
   * @param only the outputs that are shown, in one parameter or in several: 2.0, {@code
   *     /req/core/job-results-param-outputs}; without it all
   */
  @GET
  @Operation(operationId = "getResult")
  @Produces({MediaType.WILDCARD, Links.PAGE})
  public Response results(
      @PathParam("jobId") String id,
      @HeaderParam("Prefer") List<String> prefer,
      @QueryParam("outputs") List<String> only,
      @QueryParam("sign") String sign,
      @Context HttpHeaders headers) {
    Job job = jobs.require(id);
    Entries.of(String.join(",", only)).forEach(output -> requireKnown(job, output));
    boolean page = Accept.prefersPage(headers);
    if (job.status() == JobStatus.FAILED) {
      Response.ResponseBuilder failed = ResultsAnswers.failed(job, links);
      return page ? failed.type(MediaType.TEXT_HTML).build() : failed.build();
    }
    Preferences preferences = Preferences.of(prefer);
    JobOutputs outputs =
        some(
            answers.available(job, preferences.returned(), links, FileLinks.sign(sign)),
            Entries.of(String.join(",", only)).toList());
    if (page) {
      return dated(Response.ok(pages.of(outputs, links), MediaType.TEXT_HTML), job).build();
    }
    Response.ResponseBuilder response =
        answers.of(outputs, Form.DOCUMENT, AcceptedTypes.of(headers));
    dated(response, job);
    preferences
        .appliedByResults(outputs.followsReturn())
        .ifPresent(applied -> response.header("Preference-Applied", applied));
    return response.build();
  }

  /**
   * {@code POST /jobs/{jobID}/results}: Part 4, {@code /req/job-management/start-post-op}. A job
   * that failed is restarted from the steps that failed; then {@code cwl:requirements} among the
   * inputs of the body count over those with which it failed, and secret inputs may be given again.
   */
  @POST
  @Operation(operationId = "postResult")
  @Consumes(MediaType.WILDCARD)
  @Produces(Links.JSON)
  public StatusInfo start(@PathParam("jobId") String id, @Context HttpHeaders headers, String body)
      throws JsonProcessingException {
    Job job = jobs.requireOwn(id);
    requireJson(headers.getMediaType(), body);
    Job started =
        job.status() == JobStatus.FAILED
            ? executions.restart(job, inputs(body), trace.given(), access.requester())
            : executions.start(job, trace.given(), access.requester());
    return StatusInfo.of(started, List.of(), links);
  }

  /** Forms of other sites can send bodies, but none of this media type. */
  private static void requireJson(MediaType type, String body) {
    if (body != null && !body.isBlank() && !BodyKind.EXECUTE_REQUEST.has(type, true)) {
      throw BodyKind.EXECUTE_REQUEST.refusal(HttpMethod.POST);
    }
  }

  private static ObjectNode inputs(String body) throws JsonProcessingException {
    return body != null
            && !body.isBlank()
            && JsonBodies.REQUESTS.readTree(body).path("inputs") instanceof ObjectNode inputs
        ? inputs
        : JsonBodies.MAPPER.createObjectNode();
  }

  /** {@code GET /jobs/{jobID}/results/{outputID}}: 2.0, {@code /req/core/job-result-op}. */
  @GET
  @Path("{outputId}")
  @Operation(operationId = "getOutput")
  @Produces(MediaType.WILDCARD)
  public Response result(
      @PathParam("jobId") String id,
      @PathParam("outputId") String output,
      @Context HttpHeaders headers) {
    Job job = jobs.require(id);
    requireKnown(job, output);
    if (job.status() == JobStatus.FAILED) {
      return ResultsAnswers.failed(job, links).build();
    }
    return dated(answers.one(chosen(job, output), output, AcceptedTypes.of(headers)), job).build();
  }

  /** {@code GET /jobs/{jobID}/results/{outputID}/{N}}: 2.0, one value of several, from 0. */
  @GET
  @Path("{outputId}/{n: \\d+}")
  @Operation(operationId = "getOutputValue")
  @Produces(MediaType.WILDCARD)
  public Response value(
      @PathParam("jobId") String id,
      @PathParam("outputId") String output,
      @PathParam("n") String index,
      @Context HttpHeaders headers) {
    Job job = jobs.require(id);
    requireKnown(job, output);
    if (job.status() == JobStatus.FAILED) {
      return ResultsAnswers.failed(job, links).build();
    }
    JobOutputs value =
        chosen(job, output)
            .element(output, index)
            .orElseThrow(
                () ->
                    ResultsAnswers.refused(
                        "result-not-available",
                        "Result not available",
                        NOT_FOUND,
                        "The output '" + output + "' has no value of the number " + index + "."));
    return dated(answers.one(value, output, AcceptedTypes.of(headers)), job).build();
  }

  /** The outputs of a job, of which one exists and was asked for. */
  private JobOutputs chosen(Job job, String output) {
    JobOutputs outputs = answers.available(job, Optional.empty(), links, Optional.empty());
    requireChosen(outputs, output);
    return outputs;
  }

  private static JobOutputs some(JobOutputs outputs, List<String> only) {
    only.forEach(output -> requireChosen(outputs, output));
    return only.isEmpty() ? outputs : outputs.only(only);
  }

  private static void requireChosen(JobOutputs outputs, String output) {
    if (!outputs.choice().has(output)) {
      throw ResultsAnswers.refused(
          "result-not-available",
          "Result not available",
          NOT_FOUND,
          "The output '" + output + "' was not asked for when the job was created.");
    }
  }

  /**
   * {@code /req/core/job-results-exception-no-such-output}: whatever has become of the job, which
   * outputs there are says the version of the process that it runs.
   */
  private void requireKnown(Job job, String output) {
    Set<String> known =
        catalogue
            .revision(job.tenant(), job.processId(), job.processVersion())
            .description()
            .outputs()
            .keySet();
    if (!known.contains(output)) {
      throw ResultsAnswers.refused(
          "no-such-output",
          "No such output",
          BAD_REQUEST,
          "There is no output '" + output + "'; the outputs are " + String.join(", ", known) + ".");
    }
  }

  /** Results do not change after the job has ended. */
  private static Response.ResponseBuilder dated(Response.ResponseBuilder response, Job job) {
    job.finished().ifPresent(finished -> response.lastModified(Date.from(finished)));
    return response;
  }
}
