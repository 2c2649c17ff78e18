package org.periplus.web.graph;

/** The signs of states and kinds of steps, each of a shape of its own, around one point. */
final class Signs {

  private Signs() {}

  static void draw(Svg svg, String name, double x, double y) {
    svg.begin("g", "class", "sign " + name, "transform", translate(x, y));
    switch (name) {
      case "pending" -> svg.element("circle", "r", "7", "class", "dotted");
      case "omitted" -> dotted(svg, "M-3.5 0h7");
      case "accepted" -> ring(svg, "M0-3.8V0.4L2.6 2");
      case "running" -> {
        svg.element("circle", "r", "7", "class", "track");
        svg.element("path", "d", "M0-7a7 7 0 0 1 7 7", "class", "turning");
        svg.element("circle", "r", "2.4", "class", "full");
      }
      case "successful" ->
          full(svg, "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z", "M-3.6 0.2L-1 2.9L3.8-2.7");
      case "failed" ->
          full(svg, "M-3.4-8h6.8L8-3.4v6.8L3.4 8h-6.8L-8 3.4v-6.8z", "M-3-3L3 3M3-3L-3 3");
      case "dismissed" -> full(svg, "M-7-7h14v14h-14z", "M-3.2 0h6.4");
      case "skipped" -> ring(svg, "M-3.4-3L-0.4 0L-3.4 3M0.8-3L3.8 0L0.8 3");
      case "expression" ->
          outline(svg, "M3.4-6.6c-2.6-1-3.6 0.6-3.9 2.4L-1.9 4.4c-0.4 2-1.4 3-3.3 2.2M-3.6-1.4h6");
      case "subworkflow" ->
          outline(svg, "M-2.5-7.5h5v4.4h-5zM-7.5 3h5v4.4h-5zM2.5 3h5v4.4h-5zM0-3.1V0M-5 3V0H5V3");
      case "operation" -> outline(svg, "M-7-5.5h14v11h-14zM-3 0h6");
      case "stage-in" -> outline(svg, "M0-7.5V2.2M-3.4-1.2L0 2.4L3.4-1.2M-7 3v4h14v-4");
      case "stage-out" -> outline(svg, "M0 2.6V-7M-3.4-3.6L0-7.2L3.4-3.6M-7 3v4h14v-4");
      case "step" -> outline(svg, "M-7-6h14M-7-2h14M-7 2h14M-7 6h14");
      default -> outline(svg, "M-7.5-6h15v12h-15zM-4.4-2.6L-1.6 0L-4.4 2.6M0.4 2.8h4");
    }
    svg.end();
  }

  private static void ring(Svg svg, String inside) {
    svg.element("circle", "r", "7.2", "class", "line");
    svg.element("path", "d", inside, "class", "line");
  }

  private static void dotted(Svg svg, String inside) {
    svg.element("circle", "r", "7", "class", "dotted");
    svg.element("path", "d", inside, "class", "line");
  }

  private static void full(Svg svg, String shape, String inside) {
    svg.element("path", "d", shape, "class", "full");
    svg.element("path", "d", inside, "class", "in");
  }

  private static void outline(Svg svg, String path) {
    svg.element("path", "d", path, "class", "line");
  }

  static String translate(double x, double y) {
    return "translate(" + Svg.number(x) + " " + Svg.number(y) + ")";
  }
}
