package org.periplus.web.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** In which row each node stands: below all that it needs, by the longest way to it. */
final class Ranks {

  private Ranks() {}

  /**
   * The row of each node. What needs nothing stands just above the first that needs it. Nodes on a
   * circle stand in the first row.
   */
  static int[] of(Network network) {
    List<List<Integer>> successors = network.successors();
    int[] open = new int[network.count()];
    successors.forEach(targets -> targets.forEach(target -> open[target]++));
    boolean[] source = new boolean[network.count()];
    Deque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < open.length; node++) {
      source[node] = open[node] == 0;
      if (source[node]) {
        ready.add(node);
      }
    }
    int[] ranks = new int[network.count()];
    while (!ready.isEmpty()) {
      int node = ready.remove();
      for (int target : successors.get(node)) {
        ranks[target] = Math.max(ranks[target], ranks[node] + 1);
        if (--open[target] == 0) {
          ready.add(target);
        }
      }
    }
    for (int node = 0; node < ranks.length; node++) {
      if (source[node] && !successors.get(node).isEmpty()) {
        ranks[node] =
            Math.max(0, successors.get(node).stream().mapToInt(t -> ranks[t]).min().orElse(1) - 1);
      }
    }
    return ranks;
  }

  /**
   * The rows, in each the nodes in their order; a row that is wider than this becomes several. None
   * is empty.
   */
  static List<List<Integer>> rows(Network network, double widest, double gap) {
    int[] ranks = of(network);
    List<List<Integer>> rows = new ArrayList<>();
    int last = Arrays.stream(ranks).max().orElse(-1);
    for (int rank = 0; rank <= last; rank++) {
      List<Integer> row = new ArrayList<>();
      for (int node = 0; node < ranks.length; node++) {
        if (ranks[node] == rank) {
          row.add(node);
        }
      }
      rows.addAll(broken(row, network, widest, gap));
    }
    return rows;
  }

  /** Rows of about the same width. */
  private static List<List<Integer>> broken(
      List<Integer> row, Network network, double widest, double gap) {
    double whole = row.stream().mapToDouble(node -> network.sizes().get(node).width() + gap).sum();
    int parts = (int) Math.max(1, Math.ceil(whole / widest));
    int each = Math.max(1, row.size() / parts);
    List<List<Integer>> rows = new ArrayList<>();
    for (int from = 0; from < row.size(); from += each) {
      rows.add(List.copyOf(row.subList(from, Math.min(row.size(), from + each))));
    }
    return rows;
  }
}
