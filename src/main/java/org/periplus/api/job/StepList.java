package org.periplus.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.job.step.StepRun;

/** The runs of a job's steps, in the order in which they began. */
public record StepList(List<Step> steps, List<Link> links) {

  /**
   * The run of one step, or of one element of a scattered step.
   *
   * @param path the CWL steps from the outermost inwards, joined with dots
   * @param element the scatter index; empty where nothing scatters
   * @param name the name of the log without suffix
   * @param log the URL of the log
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Step(
      String path,
      Optional<String> name,
      String element,
      String kind,
      String status,
      int attempt,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> finished,
      Optional<Integer> exitCode,
      Optional<String> image,
      Optional<String> message,
      Optional<String> log) {

    static Step of(StepRun run, Links links) {
      return new Step(
          run.path(),
          run.name(),
          run.element(),
          run.kind().code(),
          run.state().code(),
          run.attempt(),
          run.created(),
          run.started(),
          run.finished(),
          run.exitCode(),
          run.image(),
          run.message(),
          run.name().map(name -> links.job(run.jobId()) + "/logs/" + Links.encoded(name) + ".log"));
    }
  }
}
