package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.periplus.api.step.RunDetails.Seen;
import org.periplus.api.step.RunDetails.Used;

/** What a run used over its time, as two small plots: processors and memory. */
public final class UsagePlot {

  private static final double WIDTH = 320;
  private static final double HEIGHT = 72;
  private static final double LEFT = 4;
  private static final double TOP = 20;

  private UsagePlot() {}

  /** To stand in a page, which loads {@code graph.css}. */
  public static String inPage(Used used, PictureTexts texts) {
    List<Seen> seen = used.samples();
    List<double[]> processors = new ArrayList<>();
    Seen before = new Seen(0, 0, 0);
    for (Seen each : seen) {
      double time = each.at() - before.at();
      if (time > 0) {
        double rate = Math.max(0, each.processorTime() - before.processorTime()) / time;
        processors.add(new double[] {before.at(), rate});
        processors.add(new double[] {each.at(), rate});
      }
      before = each;
    }
    List<double[]> memory = new ArrayList<>();
    memory.add(new double[] {0, 0});
    seen.forEach(each -> memory.add(new double[] {each.at(), each.memory()}));
    double end = before.at();
    return plot("graph.processors", processors, end, "", texts)
        + plot("graph.memory", memory, end, "B", texts);
  }

  private static String plot(
      String key, List<double[]> points, double end, String unit, PictureTexts texts) {
    double highest = points.stream().mapToDouble(point -> point[1]).max().orElse(0);
    String title = texts.text(key, number(highest, unit));
    Svg svg = new Svg();
    svg.begin(
        "svg",
        "class",
        "plot",
        "role",
        "img",
        "aria-label",
        title,
        "viewBox",
        "0 0 " + Svg.number(WIDTH + 2 * LEFT) + " " + Svg.number(HEIGHT + TOP + 20));
    svg.text("text", title, "x", LEFT, "y", "12", "class", "title");
    double bottom = TOP + HEIGHT;
    svg.element("path", "class", "axis", "d", "M" + at(LEFT, bottom) + "h" + Svg.number(WIDTH));
    if (highest > 0 && end > 0) {
      StringBuilder line = new StringBuilder();
      for (double[] point : points) {
        double x = LEFT + WIDTH * point[0] / end;
        double y = bottom - HEIGHT * point[1] / highest;
        line.append(line.length() == 0 ? "M" : "L").append(at(x, y));
      }
      double first = LEFT + WIDTH * points.get(0)[0] / end;
      double last = LEFT + WIDTH * points.get(points.size() - 1)[0] / end;
      svg.element(
          "path",
          "class",
          "area",
          "d",
          line + "L" + at(last, bottom) + "L" + at(first, bottom) + "Z");
      svg.element("path", "class", "line", "d", line);
    }
    svg.text("text", "0", "x", LEFT, "y", bottom + 14);
    svg.text(
        "text",
        texts.text("time.seconds", Svg.number(end)),
        "x",
        LEFT + WIDTH,
        "y",
        bottom + 14,
        "text-anchor",
        "end");
    return svg.end().toString();
  }

  private static String at(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  private static String number(double value, String unit) {
    if (unit.isEmpty()) {
      return String.format(Locale.ROOT, value < 0.1 ? "%.2f" : "%.1f", value);
    }
    String[] sizes = {"B", "kB", "MB", "GB", "TB"};
    int size = 0;
    double shown = value;
    while (shown >= 1000 && size < sizes.length - 1) {
      shown /= 1000;
      size++;
    }
    return (size == 0 ? Svg.number(shown) : String.format(Locale.ROOT, "%.1f", shown))
        + " "
        + sizes[size];
  }
}
