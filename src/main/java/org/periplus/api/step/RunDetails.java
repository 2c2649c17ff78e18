package org.periplus.api.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.UsageSamples.Sample;

/**
 * What a run ran on, asked for, used and gave.
 *
 * @param command without secrets; empty where nothing was run, or where it is nobody's to read
 * @param inputs in CWL's terms, files without their places on this server
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunDetails(
    Optional<String> command,
    Optional<Asked> asked,
    Optional<Used> used,
    Optional<JsonNode> inputs,
    Optional<JsonNode> outputs) {

  /**
   * What it might use at most.
   *
   * @param memory in bytes
   */
  public record Asked(double cores, long memory) {}

  /**
   * What it has used, as far as it was looked at.
   *
   * @param processorTime for how long it kept processors busy, in seconds
   * @param peakMemory in bytes
   */
  public record Used(double processorTime, long peakMemory, List<Seen> samples) {}

  /**
   * What was seen at a moment.
   *
   * @param at in seconds since the start
   * @param processorTime since the start, in seconds
   * @param memory at that moment, in bytes
   */
  public record Seen(double at, double processorTime, long memory) {

    static Seen of(Sample sample) {
      return new Seen(seconds(sample.at()), seconds(sample.processorTime()), sample.memory());
    }
  }

  static RunDetails of(StepRun run, Optional<StepResources> resources) {
    return new RunDetails(
        resources.flatMap(StepResources::command),
        resources.map(asked -> new Asked(asked.cores(), asked.memory())),
        resources.filter(r -> r.peakMemory().isPresent()).map(RunDetails::used),
        run.inputs().map(ShownValues::of),
        run.outputs().map(ShownValues::of));
  }

  private static Used used(StepResources resources) {
    return new Used(
        seconds(resources.processorTime().orElse(Duration.ZERO)),
        resources.peakMemory().orElse(0),
        resources.samples().all().stream().map(Seen::of).toList());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
