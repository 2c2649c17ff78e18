package org.periplus.web.graph;

import java.util.List;
import java.util.Optional;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Runs;
import org.periplus.web.graph.Layout.Point;
import org.periplus.web.graph.Placed.Within;

/** Draws what was placed. Not shared. */
final class Drawing {

  /** The states whose shares a scattered step's bar shows, from left to right. */
  private static final List<String> SHARES =
      List.of("successful", "skipped", "failed", "dismissed", "running");

  private final Svg svg;
  private final PictureTexts texts;
  private final Subtitles subtitles;
  private final OpenBoxes boxes;

  Drawing(Svg svg, PictureTexts texts, OpenBoxes boxes) {
    this.svg = svg;
    this.texts = texts;
    this.subtitles = new Subtitles(texts);
    this.boxes = boxes;
  }

  void draw(Within all, double left, double top) {
    svg.begin("g", "class", "edges");
    all.layout().ways().values().forEach(way -> arrow(way, left, top));
    svg.end();
    for (int i = 0; i < all.items().size(); i++) {
      Point corner = all.layout().corners().get(i);
      item(all.items().get(i), left + corner.x(), top + corner.y());
    }
  }

  /** Down beside the nodes of a row, and in a curve from row to row. */
  private void arrow(List<Point> way, double left, double top) {
    StringBuilder path = new StringBuilder();
    double tip = way.get(way.size() - 1).y() - 6; // the head is drawn over the rest
    for (int i = 0; i < way.size(); i++) {
      double x = left + way.get(i).x();
      double y = top + Math.min(way.get(i).y(), tip);
      if (i == 0) {
        path.append('M').append(at(x, y));
      } else if (i % 2 == 1) {
        path.append('L').append(at(x, y));
      } else {
        double before = left + way.get(i - 1).x();
        double middle = (top + way.get(i - 1).y() + y) / 2;
        path.append('C').append(at(before, middle)).append(' ').append(at(x, middle));
        path.append(' ').append(at(x, y));
      }
    }
    Point end = way.get(way.size() - 1);
    svg.element("path", "class", "edge", "d", path);
    svg.element(
        "path", "class", "tip", "d", "M" + at(left + end.x(), top + end.y() - 1) + "l-4-7h8z");
  }

  private static String at(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  private void item(Placed placed, double x, double y) {
    Item item = placed.item();
    svg.begin(
        "g",
        "class",
        "node " + item.kind() + " " + item.status().orElse("stateless"),
        "data-node",
        item.id());
    if (placed.within().isPresent()) {
      box(placed, placed.within().get(), x, y);
    } else if (item.isPort()) {
      port(placed, x, y);
    } else {
      card(placed, x, y);
    }
    svg.end();
  }

  private void box(Placed placed, Within within, double x, double y) {
    double width = placed.size().width();
    svg.element(
        "rect",
        "class",
        "box",
        "x",
        x,
        "y",
        y,
        "width",
        width,
        "height",
        placed.size().height(),
        "rx",
        "10");
    Optional<String> href = placed.item().node().flatMap(Node::href);
    link(href, subtitles.whole(placed.item()));
    Signs.draw(svg, sign(placed.item()), x + 20, y + 19);
    svg.text(
        "text",
        Placed.shownLabel(placed.item(), texts),
        "class",
        "label",
        "x",
        x + Placed.SIGN,
        "y",
        y + 23.5);
    svg.end();
    button(placed.item(), x + width - 20, y + 19);
    double inner = (width - within.layout().width()) / 2;
    draw(within, x + inner, y + Placed.HEAD + Placed.PADDING);
  }

  private void port(Placed placed, double x, double y) {
    double width = placed.size().width();
    Item item = placed.item();
    svg.begin("g", "class", "port");
    svg.text("title", subtitles.whole(item));
    svg.element("rect", "x", x, "y", y, "width", width, "height", "28", "rx", "14");
    svg.element("path", "class", "wedge", "d", "M" + at(x + 13, y + 10.5) + "h8l-4 7z");
    svg.text("text", Placed.shownLabel(item, texts), "class", "label", "x", x + 27, "y", y + 18.5);
    svg.end();
    if (item.isBox()) {
      button(item, x + width - 17, y + 14);
    }
  }

  private void card(Placed placed, double x, double y) {
    Item item = placed.item();
    double behind = Placed.isStack(item) ? Placed.BEHIND : 0;
    double width = placed.size().width() - behind;
    double height = placed.size().height() - behind;
    Optional<String> href =
        item.node().isPresent() ? item.node().get().href() : Optional.of(boxes.toggled(item.id()));
    link(href, subtitles.whole(item));
    if (behind > 0) {
      rect("card behind", x + behind, y + behind, width, height);
    }
    rect("card", x, y, width, height);
    Signs.draw(svg, sign(item), x + 20, y + height / 2);
    double room = width - Placed.SIGN - 10 - (item.isBox() ? Placed.BUTTON : 0);
    text("label", Placed.shownLabel(item, texts), x + Placed.SIGN, y + 21);
    text(
        "subtitle",
        Labels.fitted(subtitles.of(item), Placed.SUBTITLE, room),
        x + Placed.SIGN,
        y + 37.5);
    item.node()
        .flatMap(Node::runs)
        .filter(runs -> runs.expected() > 1 && !runs.counts().isEmpty())
        .ifPresent(runs -> shares(runs, x + 8, y + height - 6, width - 16));
    if (item.node().filter(Node::conditional).isPresent()) {
      svg.element("path", "class", "condition", "d", "M" + at(x + 20, y - 7) + "l7 7-7 7-7-7z");
      svg.text("text", "?", "class", "mark", "x", x + 20, "y", y + 3.8);
    }
    svg.end();
    if (item.isBox()) {
      button(item, x + width - 18, y + height / 2);
    }
  }

  private void rect(String type, double x, double y, double width, double height) {
    svg.element("rect", "class", type, "x", x, "y", y, "width", width, "height", height, "rx", "8");
  }

  private void text(String type, String text, double x, double y) {
    svg.text("text", text, "class", type, "x", x, "y", y);
  }

  private static String sign(Item item) {
    return item.status().orElse(item.kind());
  }

  /** How many of the runs are in which state, as parts of a bar. */
  private void shares(Runs runs, double x, double y, double width) {
    svg.element("rect", "class", "bar", "x", x, "y", y, "width", width, "height", "3", "rx", "1.5");
    double from = x;
    for (String state : SHARES) {
      double share = width * runs.counts().getOrDefault(state, 0) / runs.expected();
      if (share > 0) {
        svg.element(
            "rect", "class", "share " + state, "x", from, "y", y, "width", share, "height", "3");
        from += share;
      }
    }
  }

  private void link(Optional<String> href, String label) {
    if (href.isPresent()) {
      svg.begin("a", "href", href.get(), "aria-label", label);
    } else {
      svg.begin("g", "role", "img", "aria-label", label);
    }
    svg.text("title", label);
  }

  /** Opens a box, or closes it. */
  private void button(Item item, double x, double y) {
    String label =
        texts.text(item.isOpen() ? "graph.close" : "graph.open", Placed.label(item, texts));
    svg.begin("a", "class", "button", "href", boxes.toggled(item.id()), "aria-label", label);
    svg.text("title", label);
    svg.element("circle", "cx", x, "cy", y, "r", "10");
    svg.element(
        "path",
        "d",
        "M" + at(x - 4.5, y) + "h9" + (item.isOpen() ? "" : "M" + at(x, y - 4.5) + "v9"));
    svg.end();
  }
}
