package org.periplus.web.graph;

import java.util.List;
import org.periplus.api.timeline.UsageOverTime.Course;

/**
 * What a job used over its time, as a plot that is as wide as its place: it stands below a timeline
 * and has no labels of its own. What was asked for is a dashed line.
 */
public final class CoursePlot {

  private static final double HEIGHT = 60;

  /** The line at the top is not cut. */
  private static final double ABOVE = 2;

  private CoursePlot() {}

  /**
   * To stand in a page, which loads {@code job.css}.
   *
   * @param label what it shows, for who does not see it
   */
  public static String inPage(Course course, String label) {
    double highest = Math.max(course.mostUsed(), course.mostAsked());
    Svg svg = new Svg();
    svg.begin(
        "svg",
        "class",
        "course",
        "role",
        "img",
        "aria-label",
        label,
        "preserveAspectRatio",
        "none",
        "viewBox",
        "0 0 " + course.used().size() + " " + Svg.number(HEIGHT));
    if (highest > 0) {
      String used = line(course.used(), highest);
      svg.element("path", "class", "area", "d", used + "V" + Svg.number(HEIGHT) + "H0Z");
      svg.element("path", "class", "line", "d", used);
      svg.element("path", "class", "asked", "d", line(course.asked(), highest));
    }
    return svg.end().toString();
  }

  /** From piece to piece in steps. */
  private static String line(List<Double> values, double highest) {
    StringBuilder path = new StringBuilder();
    double before = -1;
    for (int i = 0; i < values.size(); i++) {
      double y = HEIGHT - (HEIGHT - ABOVE) * values.get(i) / highest;
      if (i == 0) {
        path.append("M0 ").append(Svg.number(y));
      } else if (y != before) {
        path.append('H').append(i).append('V').append(Svg.number(y));
      }
      before = y;
    }
    return path.append('H').append(values.size()).toString();
  }
}
