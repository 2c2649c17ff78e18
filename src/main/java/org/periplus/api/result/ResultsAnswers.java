package org.periplus.api.result;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.file.FileMediaTypes;
import org.periplus.api.http.ContentPolicy;
import org.periplus.api.request.OutputChoice;
import org.periplus.api.request.OutputChoice.Form;
import org.periplus.api.request.OutputChoice.Transmission;
import org.periplus.api.request.Preferences;
import org.periplus.job.Job;
import org.periplus.job.store.JobStore;

/**
 * The forms in which the results of a job are answered, the same for an execution that was waited
 * for and for a job that is asked later: Part 1, tables "execute responses" and "get results
 * responses".
 */
@Dependent
public class ResultsAnswers {

  private final JobStore jobs;
  private final PublishedFiles files;
  private final long inlineSize;

  @Inject
  ResultsAnswers(JobStore jobs, PublishedFiles files, ExecutionConfiguration configuration) {
    this.jobs = jobs;
    this.files = files;
    this.inlineSize = configuration.inlineSize().bytes();
  }

  /**
   * The outputs of a job, whether it has any or not.
   *
   * @param sign whether the links to files are signed; empty for what the configuration says
   */
  public JobOutputs outputs(
      Job job, Optional<Preferences.Return> returned, Links links, Optional<Boolean> sign) {
    return JobOutputs.of(job, jobs.results(job.id()), returned, links, files, sign);
  }

  /**
   * The outputs of a job that has some: {@code /req/core/job-results-exception/results-not-ready}
   * and {@code results-not-available}.
   */
  JobOutputs available(
      Job job, Optional<Preferences.Return> returned, Links links, Optional<Boolean> sign) {
    if (!job.status().ended()) {
      throw refused(
          "result-not-ready",
          "Result not ready",
          NOT_FOUND,
          "The job is " + job.status().code() + "; it has no results yet.");
    }
    Optional<JsonNode> results = jobs.results(job.id());
    JobOutputs outputs = JobOutputs.of(job, results, returned, links, files, sign);
    if (results.isEmpty() || outputs.choice().none()) {
      throw refused(
          "result-not-available",
          "Result not available",
          NOT_FOUND,
          results.isEmpty()
              ? withoutResults(job)
              : "No outputs were asked for when the job was created.");
    }
    return outputs;
  }

  private static String withoutResults(Job job) {
    return job.resultsRemoved()
        .map(when -> "The results of the job were deleted at " + when + ": their time was over.")
        .orElseGet(() -> "The job is " + job.status().code() + " and has no results.");
  }

  /**
   * The results in the form that the execute request asked for, or else in one that the client
   * takes: decision 0108.
   *
   * @param usual the form for who asked for none and takes any
   * @throws RequestRefusedException if the client does not take what there is
   */
  public Response.ResponseBuilder of(JobOutputs outputs, Form usual, AcceptedTypes accepted) {
    Form form = outputs.choice().form().orElseGet(() -> negotiated(outputs, usual, accepted));
    return form == Form.DOCUMENT && !outputs.choice().none()
        ? document(outputs, accepted)
        : raw(outputs, accepted);
  }

  private Form negotiated(JobOutputs outputs, Form usual, AcceptedTypes accepted) {
    boolean json = accepted.has(Links.JSON);
    if (usual == Form.DOCUMENT) {
      return json ? Form.DOCUMENT : Form.RAW;
    }
    boolean preferred =
        outputs.several() && accepted.preferJson() && !outputs.choice().ofVersion1();
    return preferred || (json && !takesRaw(outputs, accepted)) ? Form.DOCUMENT : Form.RAW;
  }

  /** Whether the client takes the media type in which raw results would be sent. */
  private static boolean takesRaw(JobOutputs outputs, AcceptedTypes accepted) {
    List<String> names = outputs.names();
    return outputs.several()
        ? takesParts(outputs, accepted)
        : names.isEmpty() || outputs.isTaken(names.get(0), accepted);
  }

  /** Clients of version 1.0, its test suite too, name JSON and mean all that 1.0 has. */
  private static boolean takesParts(JobOutputs outputs, AcceptedTypes accepted) {
    OutputChoice choice = outputs.choice();
    boolean ofVersion1 = choice.ofVersion1() || choice.form().isPresent();
    return accepted.has(MultipartRelated.MEDIA_TYPE) || (ofVersion1 && accepted.has(Links.JSON));
  }

  private Response.ResponseBuilder document(JobOutputs outputs, AcceptedTypes accepted) {
    if (!accepted.has(Links.JSON)) {
      throw NotAcceptable.because("A document of results is application/json", Links.JSON);
    }
    return document(outputs);
  }

  /** {@code /req/core/process-execute-sync-document}. */
  public Response.ResponseBuilder document(JobOutputs outputs) {
    return Response.ok(new Results(json(outputs)), Links.JSON);
  }

  /** The results document itself. */
  public ObjectNode json(JobOutputs outputs) {
    try {
      return new ResultsDocument(outputs, inlineSize).document();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outputs themselves: one is the body, several are its parts, and links need no body. */
  private Response.ResponseBuilder raw(JobOutputs outputs, AcceptedTypes accepted) {
    List<String> names = outputs.names();
    List<String> byValue =
        names.stream()
            .filter(name -> outputs.transmission(name, Transmission.VALUE) == Transmission.VALUE)
            .toList();
    if (byValue.isEmpty()) {
      return references(outputs);
    }
    return outputs.several()
        ? parts(outputs, byValue, accepted)
        : one(outputs, names.get(0), accepted);
  }

  /** {@code /req/core/process-execute-sync-raw-ref}; also when no output was wanted. */
  private static Response.ResponseBuilder references(JobOutputs outputs) {
    Response.ResponseBuilder response = Response.noContent();
    for (String name : outputs.names()) {
      Link link = outputs.location(name);
      response.header(
          HttpHeaders.LINK,
          "<%s>; rel=\"%s\"; type=\"%s\"; title=\"%s\""
              .formatted(
                  link.href(),
                  link.rel(),
                  link.type(),
                  name.replaceAll("[^\\p{Print}]|[\"\\\\]", "_")));
    }
    return response;
  }

  /**
   * {@code /req/core/process-execute-sync-raw-value-one}, {@code /req/core/job-results-async-one}.
   */
  Response.ResponseBuilder one(JobOutputs outputs, String name, AcceptedTypes accepted) {
    if (!outputs.names().contains(name)) {
      return Response.noContent();
    }
    try {
      OutputContent content = outputs.content(name, accepted);
      Response.ResponseBuilder response =
          Response.ok(content)
              .header(HttpHeaders.CONTENT_TYPE, content.mediaType())
              .header(HttpHeaders.CONTENT_LENGTH, content.length())
              .header(ContentPolicy.HEADER, ContentPolicy.OF_RESULTS);
      if (content instanceof OutputContent.Stored stored) {
        response
            .header(HttpHeaders.ETAG, stored.file().entityTag())
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                FileMediaTypes.disposition(stored.file().name(), content.mediaType()));
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response.ResponseBuilder parts(
      JobOutputs outputs, List<String> byValue, AcceptedTypes accepted) {
    if (!takesParts(outputs, accepted)) {
      throw NotAcceptable.because(
          "Several outputs in one body are multipart/related, or a document with"
              + " 'response': 'document'",
          MultipartRelated.MEDIA_TYPE);
    }
    List<MultipartRelated.Part> parts = new ArrayList<>();
    try {
      for (String name : outputs.names()) {
        parts.add(
            new MultipartRelated.Part(
                outputs.location(name),
                byValue.contains(name)
                    ? Optional.of(outputs.content(name, AcceptedTypes.ANY))
                    : Optional.empty()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MultipartRelated body = new MultipartRelated(parts);
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, body.mediaType())
        .header(ContentPolicy.HEADER, ContentPolicy.OF_RESULTS);
  }

  /** {@code /req/core/job-results-failed}: the problem of a failed job. */
  public static Response.ResponseBuilder failed(Job job, Links links) {
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
        .entity(new FailedJob(problem))
        .type(Problem.MEDIA_TYPE);
  }

  static RequestRefusedException refused(
      String type, String title, Response.Status status, String detail) {
    return new RequestRefusedException(Problem.of(Problem.PART_1 + type, title, status, detail));
  }
}
