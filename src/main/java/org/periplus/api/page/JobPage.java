package org.periplus.api.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.StepList;
import org.periplus.api.timeline.Timeline;
import org.periplus.api.timeline.UsageOverTime;

/**
 * What the page of a job shows: its status, and of the resources below it what a reader asks first.
 *
 * @param version the revision of the process that it runs
 * @param inputs as they were given; empty when they are too large for a page
 * @param shapes the places among them, as GeoJSON; empty where there are none
 * @param running the steps that run, the first of them
 * @param runningInAll how many do
 * @param steps how many runs of steps there are
 * @param usage what its runs used over the time of the timeline; empty where nothing was sampled
 * @param events where the events go on after what the page shows
 */
public record JobPage(
    StatusInfo job,
    int version,
    Optional<JsonNode> inputs,
    Optional<JsonNode> shapes,
    List<StepList.Step> running,
    int runningInAll,
    int steps,
    Timeline timeline,
    Optional<UsageOverTime> usage,
    Optional<StepGraph> graph,
    Optional<Failure> failure,
    Actions actions,
    long events) {

  /**
   * Where a job failed.
   *
   * @param lines the last of the step's log
   */
  public record Failure(StepList.Step step, List<String> lines) {}

  /**
   * What the reader may do with the job.
   *
   * @param dismiss to stop it
   * @param delete to remove it with its results
   * @param start to start it, as it was created only
   * @param restart to restart it from the step that failed
   * @param again to run the process again with the same inputs
   * @param secrets whether it had inputs that have to be given again for that
   */
  public record Actions(
      boolean dismiss,
      boolean delete,
      boolean start,
      Optional<Restart> restart,
      boolean again,
      boolean secrets) {}

  /**
   * What a restart may change.
   *
   * @param memory how much memory to offer, in MiB, if it was the reason
   * @param time how much time to offer, in seconds, if it was the reason
   */
  public record Restart(Optional<Long> memory, Optional<Long> time) {}
}
