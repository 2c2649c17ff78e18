package org.periplus.api.timeline;

import java.util.List;
import java.util.Optional;

/**
 * A line of the timeline: a run with its attempts, or all elements of a scatter together.
 *
 * @param path the CWL steps from the outermost inwards, joined with dots
 * @param label what of the path the rows above do not say
 * @param depth how many of them it lies in
 * @param element the scatter index; empty where nothing scatters, and for all elements together
 * @param status the state of the run; of a scatter, that of its worst element
 * @param critical whether the job took so long because of it
 * @param scatter how it stands with the elements, if it is for all of them
 * @param log the name of its log without suffix
 */
public record Row(
    String path,
    String label,
    int depth,
    String element,
    String kind,
    String status,
    boolean critical,
    Optional<Scatter> scatter,
    Optional<String> log,
    List<Bar> bars) {

  /**
   * How it stands with the elements of a scatter.
   *
   * @param all how many there are, as far as that is known
   * @param shown how many of them have rows of their own below
   */
  public record Scatter(int all, int ended, int failed, int running, int shown) {}
}
