package org.periplus.api.execution;

import static jakarta.ws.rs.core.Response.Status.CONFLICT;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.request.OutputChoice.Form;
import org.periplus.api.request.Preferences;
import org.periplus.api.result.JobOutputs;
import org.periplus.api.result.ResultsAnswers;
import org.periplus.job.Job;
import org.periplus.job.queue.WaitingJobs;

/**
 * The answer to an execute request, once its job has ended or was waited for long enough: Part 1,
 * 7.11.4 "Response". It knows nothing of the thread that took the request.
 *
 * @param patience how long the request waits
 * @param accepted the media types that the client takes
 */
record ExecutionAnswer(
    ResultsAnswers answers,
    Preferences preferences,
    Duration patience,
    AcceptedTypes accepted,
    Links links,
    WaitingJobs waiting) {

  Response of(Job job) {
    return switch (job.status()) {
      case CREATED, ACCEPTED, RUNNING -> accepted(job);
      case SUCCESSFUL -> results(job);
      case FAILED -> monitored(job, ResultsAnswers.failed(job, links));
      case DISMISSED ->
          monitored(
              job,
              Response.status(CONFLICT)
                  .type(Problem.MEDIA_TYPE)
                  .entity(
                      Problem.plain(CONFLICT, "The job was dismissed while it was waited for.")
                          .at(links.job(job.id()))));
    };
  }

  /** {@code /req/core/process-execute-success-async}. */
  Response accepted(Job job) {
    Response.ResponseBuilder response =
        Response.created(Links.location(links.job(job.id())))
            .type(Links.JSON)
            .entity(StatusInfo.of(job, List.of(), links).placed(job, waiting));
    return applied(response, preferences.appliedByStatus(patience)).build();
  }

  /**
   * The results: an absent {@code response} means raw, as version 1.0 says, unless the client takes
   * JSON rather than what that would be. Who takes nothing that there is finds them at the job.
   */
  private Response results(Job job) {
    JobOutputs outputs = answers.outputs(job, preferences.returned(), links, Optional.empty());
    Response.ResponseBuilder response;
    try {
      response = answers.of(outputs, Form.RAW, accepted);
    } catch (RequestRefusedException e) {
      return monitored(
          job,
          Response.status(e.problem().status())
              .type(Problem.MEDIA_TYPE)
              .entity(e.problem().at(links.job(job.id()))));
    }
    applied(response, preferences.appliedByResults(patience, outputs.followsReturn()));
    return monitored(job, response);
  }

  private static Response.ResponseBuilder applied(
      Response.ResponseBuilder response, Optional<String> preferences) {
    preferences.ifPresent(applied -> response.header("Preference-Applied", applied));
    return response;
  }

  /** {@code /req/core/job-results-success-sync}: with a link to the job. */
  private Response monitored(Job job, Response.ResponseBuilder response) {
    return response
        .header(
            HttpHeaders.LINK,
            "<%s>; rel=\"monitor\"; type=\"%s\"".formatted(links.job(job.id()), Links.JSON))
        .build();
  }
}
