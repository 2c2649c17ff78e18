package org.periplus.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.job.step.StepAttempt;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.StepRun;

/** The runs of a job's steps, in the order in which they began. */
public record StepList(List<Step> steps, List<Link> links) {

  /**
   * The run of one step, or of one element of a scattered step.
   *
   * @param path the CWL steps from the outermost inwards, joined with dots
   * @param element the scatter index; empty where nothing scatters
   * @param name the name of the log without suffix
   * @param queued since when it waits, or waited, as this attempt
   * @param earlierAttempts those before; of very many the last
   * @param log the URL of the log
   * @param resources of a tool's run
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
      Instant queued,
      Optional<Instant> started,
      Optional<Instant> finished,
      Optional<Integer> exitCode,
      Optional<String> image,
      Optional<String> message,
      Optional<String> log,
      Optional<Resources> resources,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attempt> earlierAttempts) {

    public static Step of(StepRun run, Links links) {
      return of(run, links, Optional.empty());
    }

    /** With what it asked for and used. */
    public static Step of(StepRun run, Links links, Optional<StepResources> resources) {
      return new Step(
          run.path(),
          run.name(),
          run.element(),
          run.kind().code(),
          run.state().code(),
          run.attempt(),
          run.created(),
          run.queued(),
          run.started(),
          run.finished(),
          run.exitCode(),
          run.image(),
          run.message(),
          run.name().map(name -> links.job(run.jobId()) + "/logs/" + Links.encoded(name) + ".log"),
          resources.map(Resources::of),
          run.earlierAttempts().stream().map(Attempt::of).toList());
    }
  }

  /**
   * What a run of a tool asked for, and what it used, as far as it was looked at.
   *
   * @param memory how much it might use, in bytes
   * @param processorTime for how long it kept processors busy, in seconds
   * @param peakMemory the most that was seen, in bytes
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Resources(
      double cores, long memory, Optional<Double> processorTime, OptionalLong peakMemory) {

    private static Resources of(StepResources resources) {
      return new Resources(
          resources.cores(),
          resources.memory(),
          resources.processorTime().map(time -> time.toMillis() / 1000.0),
          resources.peakMemory());
    }
  }

  /** An attempt of a run that another has followed. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Attempt(
      int number,
      Instant queued,
      Optional<Instant> started,
      Instant finished,
      String status,
      Optional<Integer> exitCode,
      Optional<String> message) {

    private static Attempt of(StepAttempt attempt) {
      return new Attempt(
          attempt.number(),
          attempt.queued(),
          attempt.started(),
          attempt.finished(),
          attempt.status(),
          attempt.exitCode(),
          attempt.message());
    }
  }
}
