package org.periplus.web.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.periplus.api.graph.StepGraph;
import org.periplus.web.graph.Placed.Within;

/**
 * A graph of steps as SVG: laid out from top to bottom, folded where it is large, links in it lead
 * to the steps and open boxes. There is no script in it, and whatever people have called things
 * stays text. Its colours are the page's where it stands in one; alone it brings its own.
 */
public final class GraphPicture {

  private static final double MARGIN = 12;
  private static final String STYLE = read("graph-picture.css") + read("graph-alone.css");

  private GraphPicture() {}

  /** To stand in a page, which loads {@code graph-picture.css}. */
  public static String inPage(StepGraph graph, PictureTexts texts) {
    return svg(graph, texts, false);
  }

  /** A document of its own. */
  public static String alone(StepGraph graph, PictureTexts texts) {
    return svg(graph, texts, true);
  }

  private static String svg(StepGraph graph, PictureTexts texts, boolean alone) {
    Within all = Placed.all(Folding.of(graph), texts);
    double width = Math.max(1, all.layout().width()) + 2 * MARGIN;
    double height = Math.max(1, all.layout().height()) + 2 * MARGIN;
    Svg svg = new Svg();
    svg.begin(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "workflow",
        "role",
        "group",
        "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height),
        "width",
        width,
        "height",
        height,
        "aria-label",
        texts.text(graph.job().isPresent() ? "graph.of-job" : "graph.of-process", graph.title()));
    if (alone) {
      svg.text("title", texts.text("graph.title", graph.title()));
      svg.style(STYLE);
    }
    svg.text("desc", texts.text("graph.steps", steps(graph)));
    OpenBoxes boxes = new OpenBoxes(graph.picture().open());
    new Drawing(svg, texts, boxes).draw(all, MARGIN, MARGIN);
    return svg.end().toString();
  }

  private static long steps(StepGraph graph) {
    return graph.nodes().stream()
        .filter(node -> !node.kind().equals(StepGraph.INPUT))
        .filter(node -> !node.kind().equals(StepGraph.OUTPUT))
        .count();
  }

  private static String read(String name) {
    try (InputStream file = GraphPicture.class.getResourceAsStream("/org/periplus/web/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
