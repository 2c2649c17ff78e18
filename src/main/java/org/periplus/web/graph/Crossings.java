package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Brings the items of each row into an order in which few arrows cross: each to the middle of its
 * neighbours, downwards and upwards in turn (Sugiyama's barycentres). The best order seen is kept.
 */
final class Crossings {

  private static final int SWEEPS = 12;

  private final Layers layers;
  private final int[] position;

  private Crossings(Layers layers) {
    this.layers = layers;
    this.position = new int[layers.items()];
    layers.rows().forEach(this::number);
  }

  static void reduce(Layers layers) {
    new Crossings(layers).reduce();
  }

  private void reduce() {
    List<List<Integer>> best = copy();
    long fewest = count();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      sweep(sweep % 2 == 0);
      long now = count();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int row = 0; row < best.size(); row++) {
      layers.rows().set(row, best.get(row));
    }
  }

  private List<List<Integer>> copy() {
    List<List<Integer>> copy = new ArrayList<>();
    layers.rows().forEach(row -> copy.add(new ArrayList<>(row)));
    return copy;
  }

  private void number(List<Integer> row) {
    for (int i = 0; i < row.size(); i++) {
      position[row.get(i)] = i;
    }
  }

  private void sweep(boolean down) {
    IntFunction<List<Integer>> neighbours = down ? layers::above : layers::below;
    int rows = layers.rows().size();
    for (int i = 1; i < rows; i++) {
      List<Integer> row = layers.rows().get(down ? i : rows - 1 - i);
      double[] middle = new double[layers.items()];
      for (int item : row) {
        middle[item] = middle(neighbours.apply(item), position[item]);
      }
      row.sort(Comparator.comparingDouble(item -> middle[item])); // stable: always the same picture
      number(row);
    }
  }

  private double middle(List<Integer> items, int otherwise) {
    double sum = 0;
    for (int item : items) {
      sum += position[item];
    }
    return items.isEmpty() ? otherwise : sum / items.size();
  }

  /** How many arrows cross between all rows: inversions, counted with a Fenwick tree. */
  private long count() {
    long crossings = 0;
    for (int row = 0; row + 1 < layers.rows().size(); row++) {
      crossings += between(layers.rows().get(row), layers.rows().get(row + 1).size());
    }
    return crossings;
  }

  private long between(List<Integer> row, int places) {
    int[] tree = new int[places + 1];
    long crossings = 0;
    int seen = 0;
    for (int item : row) {
      int[] ends = ends(item);
      for (int end : ends) {
        crossings += seen - upTo(tree, end);
      }
      for (int end : ends) {
        for (int i = end + 1; i <= places; i += i & -i) {
          tree[i]++;
        }
        seen++;
      }
    }
    return crossings;
  }

  private int[] ends(int item) {
    List<Integer> below = layers.below(item);
    int[] ends = new int[below.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = position[below.get(i)];
    }
    Arrays.sort(ends);
    return ends;
  }

  private static int upTo(int[] tree, int end) {
    int sum = 0;
    for (int i = end + 1; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }
}
