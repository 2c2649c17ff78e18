package org.periplus.api.page;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.graph.JobGraphs;
import org.periplus.api.job.JobAccess;
import org.periplus.api.job.JobRequests;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.StepList;
import org.periplus.api.timeline.Timeline;
import org.periplus.api.timeline.UsageOverTime;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.step.StepState;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;

/** Makes the pages of jobs, from what the resources of a job answer. */
@Dependent
public class JobPages {

  private static final int MOST_RUNNING = 8;
  private static final int LINES_OF_FAILURE = 50;

  /** Longer inputs, in characters of JSON, are a link. */
  private static final int LONGEST_INPUTS = 20_000;

  private final StepRunStore steps;
  private final StepLogs logs;
  private final WaitingJobs waiting;
  private final JobRequests requests;
  private final JobAccess access;
  private final CurrentCaller caller;
  private final JobGraphs graphs;
  private final Links links;

  /**
   * What the reader wants to see.
   *
   * @param unfolded the path of the scattered step whose elements the timeline shows
   * @param open the open boxes of the graph; without it, the page has what changes alone: neither
   *     the graph, which looks by itself, nor the inputs, which may be large
   */
  record Wanted(Optional<String> unfolded, Optional<List<String>> open) {}

  @Inject
  public JobPages(
      StepRunStore steps,
      StepLogs logs,
      WaitingJobs waiting,
      JobRequests requests,
      JobAccess access,
      CurrentCaller caller,
      JobGraphs graphs,
      Links links) {
    this.steps = steps;
    this.logs = logs;
    this.waiting = waiting;
    this.requests = requests;
    this.access = access;
    this.caller = caller;
    this.graphs = graphs;
    this.links = links;
  }

  /**
   * The page of a job.
   *
   * @param now before it was looked at
   */
  JobPage of(Job job, Instant now, Wanted wanted) {
    List<StepRun> runs = steps.list(job.id());
    List<StepRun> running =
        runs.stream()
            .filter(run -> run.state() == StepState.RUNNING && run.kind() != StepKind.SUBWORKFLOW)
            .toList();
    Timeline timeline =
        Timeline.of(
            runs,
            job.started().orElse(job.created()),
            job.finished().filter(end -> job.status().ended()).orElse(later(now, job.updated())),
            wanted.unfolded(),
            steps.figures().elements(job.id()));
    Optional<JsonNode> inputs = wanted.open().flatMap(whole -> shortInputs(job));
    return new JobPage(
        StatusInfo.of(job, List.of(), links).placed(job, waiting),
        job.processVersion(),
        inputs,
        inputs.flatMap(InputShapes::of),
        running.stream().limit(MOST_RUNNING).map(run -> StepList.Step.of(run, links)).toList(),
        running.size(),
        runs.size(),
        timeline,
        UsageOverTime.of(timeline, runs, steps.figures().usages(job.id())),
        wanted.open().map(open -> graphs.of(job, open)),
        job.status() == JobStatus.FAILED ? failure(job, runs) : Optional.empty(),
        actions(job),
        now.toEpochMilli());
  }

  private Optional<JsonNode> shortInputs(Job job) {
    return Optional.of(requests.of(job).path("inputs"))
        .filter(json -> json.toString().length() <= LONGEST_INPUTS);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The step that failed first: others may have failed because of it. */
  private Optional<JobPage.Failure> failure(Job job, List<StepRun> runs) {
    return runs.stream()
        .filter(run -> run.state() == StepState.FAILED && run.kind() != StepKind.SUBWORKFLOW)
        .min(Comparator.comparing(run -> run.finished().orElse(Instant.MAX)))
        .map(run -> new JobPage.Failure(StepList.Step.of(run, links), lastLines(job, run)));
  }

  private List<String> lastLines(Job job, StepRun run) {
    try {
      return run.logFile().isEmpty() ? List.of() : logs.lastLines(job, run, LINES_OF_FAILURE);
    } catch (IOException e) {
      return List.of(); // The rest of the page is of use without them.
    }
  }

  private JobPage.Actions actions(Job job) {
    boolean mayExecute = caller.get().may(Role.EXECUTOR);
    boolean mayChange = mayExecute && access.mayChange(job);
    boolean ended = job.status().ended();
    return new JobPage.Actions(
        mayChange && !ended,
        mayChange && ended,
        mayChange && job.status() == JobStatus.CREATED,
        mayChange && job.status() == JobStatus.FAILED
            ? Optional.of(RestartOffer.of(job.message()))
            : Optional.empty(),
        mayExecute && ended,
        !job.secrets().names().isEmpty());
  }
}
