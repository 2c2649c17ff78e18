package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.periplus.persistence.JsonColumn;

/**
 * What a container used over time: at most 200 samples. When there are more, every other one is
 * dropped, and from then on half as many are kept; the last one is always there. Not for several
 * threads.
 */
public final class UsageSamples {

  private static final int MOST = 200;

  /**
   * A sample.
   *
   * @param at since the start of the run
   * @param processorTime for how long it has kept processors busy since its start
   * @param memory in bytes, at that moment
   */
  public record Sample(Duration at, Duration processorTime, long memory) {}

  private final List<Sample> kept = new ArrayList<>();
  private long peakMemory;
  private long seen;
  private int stride = 1;

  public UsageSamples() {}

  /**
   * Those that a row has; goes on with them.
   *
   * @param column null where it has none
   */
  static UsageSamples ofColumn(String column) {
    return JsonColumn.json(column).map(UsageSamples::of).orElseGet(UsageSamples::new);
  }

  static UsageSamples of(JsonNode json) {
    UsageSamples samples = new UsageSamples();
    samples.stride = Math.max(1, json.path("stride").asInt(1));
    samples.peakMemory = json.path("peak").asLong();
    json.path("at")
        .forEach(
            one ->
                samples.kept.add(
                    new Sample(
                        Duration.ofMillis(one.path(0).asLong()),
                        Duration.ofMillis(one.path(1).asLong()),
                        one.path(2).asLong())));
    samples.seen = samples.kept.isEmpty() ? 0 : (samples.kept.size() - 1L) * samples.stride + 1;
    return samples;
  }

  /** Takes one more. */
  public void add(Sample sample) {
    peakMemory = Math.max(peakMemory, sample.memory());
    boolean lastIsBetween = seen > 0 && (seen - 1) % stride != 0;
    if (lastIsBetween) {
      kept.remove(kept.size() - 1);
    }
    if (kept.size() == MOST) {
      // Before it is added, so that all that stay are as far from each other.
      for (int i = MOST - 1; i > 0; i -= 2) {
        kept.remove(i);
      }
      stride *= 2;
    }
    kept.add(sample);
    seen++;
  }

  public List<Sample> all() {
    return List.copyOf(kept);
  }

  long peakMemory() {
    return peakMemory;
  }

  Duration processorTime() {
    return kept.isEmpty() ? Duration.ZERO : kept.get(kept.size() - 1).processorTime();
  }

  JsonNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("stride", stride).put("peak", peakMemory);
    ArrayNode all = json.putArray("at");
    for (Sample sample : kept) {
      all.addArray()
          .add(sample.at().toMillis())
          .add(sample.processorTime().toMillis())
          .add(sample.memory());
    }
    return json;
  }
}
