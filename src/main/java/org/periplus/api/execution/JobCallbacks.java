package org.periplus.api.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.result.JobOutputs;
import org.periplus.api.result.ResultsAnswers;
import org.periplus.callback.CallbackBodies;
import org.periplus.job.CallbackKind;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.callback.DueCallback;
import org.periplus.job.store.JobStore;

/**
 * What subscribers are sent: the results document of a job that succeeded, the problem of one that
 * failed, and otherwise its status. It is what the job's resources answer at the time.
 */
@Dependent
class JobCallbacks implements CallbackBodies {

  private final JobStore jobs;
  private final ResultsAnswers answers;

  @Inject
  JobCallbacks(JobStore jobs, ResultsAnswers answers) {
    this.jobs = jobs;
    this.answers = answers;
  }

  @Override
  public Optional<Body> body(DueCallback callback) {
    return jobs.find(callback.jobId())
        .map(job -> body(job, callback.kind(), Links.at(callback.landingPage())));
  }

  private Body body(Job job, CallbackKind kind, Links links) {
    if (kind == CallbackKind.SUCCESS && job.status() == JobStatus.SUCCESSFUL) {
      JobOutputs outputs = answers.outputs(job, Optional.empty(), links, Optional.empty());
      return json(
          Links.JSON,
          outputs.choice().none() ? JsonNodeFactory.instance.objectNode() : answers.json(outputs));
    }
    if (kind == CallbackKind.FAILED && job.status() == JobStatus.FAILED) {
      return json(Problem.MEDIA_TYPE, ResultsAnswers.failed(job, links).build().getEntity());
    }
    return json(Links.JSON, StatusInfo.of(job, List.of(), links));
  }

  private static Body json(String mediaType, Object entity) {
    try {
      return new Body(mediaType, JsonBodies.MAPPER.writeValueAsString(entity));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A representation cannot be written", e);
    }
  }
}
