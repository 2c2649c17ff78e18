package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a picture with the bends of arrows that cross rows: all arrows of a node to rows
 * further down share their bends, so that they read as one line that branches.
 *
 * <p>Items are numbered: first the nodes, then the bends.
 */
final class Layers {

  /** How wide the room of a bend is. */
  static final double BEND = 14;

  private final Network network;
  private final List<List<Integer>> rows = new ArrayList<>();
  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private final int[] rowOf;
  private final Map<Network.Edge, List<Integer>> ways = new HashMap<>();

  Layers(Network network, double widest, double gap) {
    this.network = network;
    Ranks.rows(network, widest, gap).forEach(row -> rows.add(new ArrayList<>(row)));
    rowOf = new int[network.count()];
    for (int row = 0; row < rows.size(); row++) {
      for (int node : rows.get(row)) {
        rowOf[node] = row;
      }
    }
    for (int node = 0; node < network.count(); node++) {
      addItem();
    }
    List<List<Integer>> successors = network.successors();
    for (int node = 0; node < network.count(); node++) {
      bend(node, successors.get(node));
    }
  }

  private void addItem() {
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
  }

  private void bend(int source, List<Integer> targets) {
    List<Integer> bends = new ArrayList<>();
    for (int target : targets) {
      if (rowOf[target] <= rowOf[source]) {
        continue; // on a circle
      }
      int crossed = rowOf[target] - rowOf[source] - 1;
      while (bends.size() < crossed) {
        int bend = above.size();
        addItem();
        rows.get(rowOf[source] + bends.size() + 1).add(bend);
        link(bends.isEmpty() ? source : bends.get(bends.size() - 1), bend);
        bends.add(bend);
      }
      link(crossed == 0 ? source : bends.get(crossed - 1), target);
      ways.put(new Network.Edge(source, target), List.copyOf(bends.subList(0, crossed)));
    }
  }

  private void link(int from, int to) {
    below.get(from).add(to);
    above.get(to).add(from);
  }

  List<List<Integer>> rows() {
    return rows;
  }

  int items() {
    return above.size();
  }

  /** The items of the next row above that an item hangs together with. */
  List<Integer> above(int item) {
    return above.get(item);
  }

  List<Integer> below(int item) {
    return below.get(item);
  }

  boolean isBend(int item) {
    return item >= network.count();
  }

  double width(int item) {
    return isBend(item) ? BEND : network.sizes().get(item).width();
  }

  /** The bends of each arrow that can be drawn, from its beginning on. */
  Map<Network.Edge, List<Integer>> ways() {
    return ways;
  }
}
