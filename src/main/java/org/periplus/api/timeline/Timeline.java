package org.periplus.api.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.job.step.StepRun;

/**
 * When the runs of a job's steps waited and worked: rows in the order in which they began, those of
 * a subworkflow below it, the elements of a scatter folded into one row, or after it when asked
 * for.
 *
 * @param from where it begins
 * @param to where it ends, which is now as long as the job runs
 * @param left how many rows were left out, since there are too many
 * @param marks times along it
 */
public record Timeline(Instant from, Instant to, List<Row> rows, int left, List<Mark> marks) {

  /** How many rows there are at most besides those of elements; a page stays readable. */
  static final int MOST_ROWS = 300;

  /** How many elements of a scatter are shown at most. */
  static final int MOST_ELEMENTS = 200;

  /**
   * A time along the timeline.
   *
   * @param left where it is, in percent
   * @param seconds after how many seconds
   */
  public record Mark(double left, long seconds) {}

  /**
   * Lays out the runs of a job.
   *
   * @param from when the job was started
   * @param now where bars end that are open
   * @param unfolded the path of the scatter whose elements are shown
   * @param elements how many elements scatters have, by their paths, also those that have not begun
   */
  public static Timeline of(
      List<StepRun> runs,
      Instant from,
      Instant now,
      Optional<String> unfolded,
      Map<String, Integer> elements) {
    return new TimelineLayout(runs, from, now, unfolded, elements).timeline();
  }

  public Duration length() {
    return Duration.between(from, to);
  }
}
