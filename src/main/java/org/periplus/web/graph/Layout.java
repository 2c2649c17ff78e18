package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periplus.web.graph.Network.Edge;
import org.periplus.web.graph.Network.Size;

/**
 * A network laid out in rows from top to bottom. The same network always gives the same layout.
 *
 * @param corners the upper left corner of each node
 * @param ways for each arrow the points that it goes through, from the lower edge of a node to the
 *     upper edge of another; between the first and the second, the third and the fourth and so on
 *     it goes straight down beside nodes of its row, in between it may turn
 */
record Layout(List<Point> corners, Map<Edge, List<Point>> ways, double width, double height) {

  /** A place, in pixels to the right and down. */
  record Point(double x, double y) {}

  private static final double GAP = 26;
  private static final double ROW_GAP = 46;

  /** Between the ends of arrows at one node. */
  private static final double END_GAP = 16;

  static Layout of(Network network, double widest) {
    Layers layers = new Layers(network, widest, GAP);
    Crossings.reduce(layers);
    return new Rows(network, layers, Columns.of(layers, GAP)).layout();
  }

  /** How far down the rows stand. */
  private static final class Rows {

    private final Network network;
    private final Layers layers;
    private final double[] middle;
    private final int[] rowOf;
    private final double[] tops;
    private final double[] bottoms;

    Rows(Network network, Layers layers, double[] middle) {
      this.network = network;
      this.layers = layers;
      this.middle = middle;
      this.rowOf = new int[layers.items()];
      this.tops = new double[layers.rows().size()];
      this.bottoms = new double[layers.rows().size()];
      double top = 0;
      for (int row = 0; row < tops.length; row++) {
        double highest = 0;
        for (int item : layers.rows().get(row)) {
          rowOf[item] = row;
          highest = Math.max(highest, layers.isBend(item) ? 0 : size(item).height());
        }
        tops[row] = top;
        bottoms[row] = top + highest;
        top = bottoms[row] + ROW_GAP;
      }
    }

    private Size size(int node) {
      return network.sizes().get(node);
    }

    Layout layout() {
      List<Point> corners = new ArrayList<>();
      for (int node = 0; node < network.count(); node++) {
        int row = rowOf[node];
        double room = bottoms[row] - tops[row] - size(node).height();
        corners.add(new Point(middle[node] - size(node).width() / 2, tops[row] + room / 2));
      }
      double width = 0;
      for (int item = 0; item < layers.items(); item++) {
        width = Math.max(width, middle[item] + layers.width(item) / 2);
      }
      Map<Edge, Double> ends = ends(network, layers, middle);
      Map<Edge, List<Point>> ways = new LinkedHashMap<>();
      for (Edge edge : network.edges()) {
        if (layers.ways().containsKey(edge)) {
          ways.put(edge, way(edge, ends.get(edge), corners));
        }
      }
      double height = bottoms.length == 0 ? 0 : bottoms[bottoms.length - 1];
      return new Layout(List.copyOf(corners), ways, width, height);
    }

    private List<Point> way(Edge edge, double end, List<Point> corners) {
      List<Point> way = new ArrayList<>();
      double from = middle[edge.from()];
      way.add(new Point(from, corners.get(edge.from()).y() + size(edge.from()).height()));
      way.add(new Point(from, bottoms[rowOf[edge.from()]]));
      for (int bend : layers.ways().get(edge)) {
        way.add(new Point(middle[bend], tops[rowOf[bend]]));
        way.add(new Point(middle[bend], bottoms[rowOf[bend]]));
      }
      way.add(new Point(end, tops[rowOf[edge.to()]]));
      way.add(new Point(end, corners.get(edge.to()).y()));
      return List.copyOf(way);
    }
  }

  /** Where on the upper edge of its node each arrow ends: side by side, as they come. */
  private static Map<Edge, Double> ends(Network network, Layers layers, double[] middle) {
    Map<Integer, List<Edge>> arriving = new LinkedHashMap<>();
    for (Edge edge : layers.ways().keySet()) {
      arriving.computeIfAbsent(edge.to(), node -> new ArrayList<>()).add(edge);
    }
    Map<Edge, Double> ends = new HashMap<>();
    arriving.forEach(
        (node, edges) -> {
          edges.sort(
              Comparator.<Edge>comparingDouble(edge -> middle[last(edge, layers)])
                  .thenComparingInt(Edge::from));
          double room = network.sizes().get(node).width() * 0.6;
          double gap = Math.min(END_GAP, room / Math.max(1, edges.size() - 1));
          for (int i = 0; i < edges.size(); i++) {
            ends.put(edges.get(i), middle[node] + (i - (edges.size() - 1) / 2.0) * gap);
          }
        });
    return ends;
  }

  private static int last(Edge edge, Layers layers) {
    List<Integer> bends = layers.ways().get(edge);
    return bends.isEmpty() ? edge.from() : bends.get(bends.size() - 1);
  }
}
