package org.periplus.web.graph;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the items of each row stand from left to right: as near to the middle of their neighbours
 * as the order and the gaps allow, bends rather in line than nodes.
 */
final class Columns {

  private static final int SWEEPS = 40;
  private static final double STRAIGHT = 6;

  private final Layers layers;
  private final double gap;

  /** The middle of each item. */
  private final double[] middle;

  private Columns(Layers layers, double gap) {
    this.layers = layers;
    this.gap = gap;
    this.middle = new double[layers.items()];
  }

  /** The middle of each item; the leftmost edge of all is at 0. */
  static double[] of(Layers layers, double gap) {
    Columns columns = new Columns(layers, gap);
    columns.layers.rows().forEach(row -> columns.place(row, new double[row.size()]));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      columns.sweep(sweep);
    }
    columns.straighten();
    double left =
        IntStream.range(0, layers.items())
            .mapToDouble(item -> columns.middle[item] - layers.width(item) / 2)
            .min()
            .orElse(0);
    return DoubleStream.of(columns.middle).map(x -> x - left).toArray();
  }

  /** Downwards, upwards, and at the end towards both sides. */
  private void sweep(int number) {
    boolean both = number >= SWEEPS - 24;
    boolean down = number % 2 == 0;
    int rows = layers.rows().size();
    for (int i = 0; i < rows; i++) {
      List<Integer> row = layers.rows().get(down ? i : rows - 1 - i);
      double[] wanted = new double[row.size()];
      for (int k = 0; k < wanted.length; k++) {
        wanted[k] = wanted(row.get(k), both || down, both || !down);
      }
      place(row, wanted);
    }
  }

  /** What hangs together with one side alone comes to stand there, now that all else stands. */
  private void straighten() {
    for (List<Integer> row : layers.rows()) {
      place(
          row,
          row.stream()
              .mapToDouble(
                  item ->
                      layers.above(item).isEmpty() || layers.below(item).isEmpty()
                          ? wanted(item, true, true)
                          : middle[item])
              .toArray());
    }
  }

  private double wanted(int item, boolean fromAbove, boolean fromBelow) {
    double sum = 0;
    int count = 0;
    if (fromAbove) {
      sum += sum(layers.above(item));
      count += layers.above(item).size();
    }
    if (fromBelow) {
      sum += sum(layers.below(item));
      count += layers.below(item).size();
    }
    return count == 0 ? middle[item] : sum / count;
  }

  private double sum(List<Integer> items) {
    double sum = 0;
    for (int item : items) {
      sum += middle[item];
    }
    return sum;
  }

  /**
   * Brings a row as near as possible to the wanted places, by least squares: with the widths taken
   * off the places may only grow, and where they do not, neighbours share their mean.
   */
  private void place(List<Integer> row, double[] wanted) {
    int count = row.size();
    double[] offset = new double[count];
    for (int k = 1; k < count; k++) {
      offset[k] = offset[k - 1] + distance(row.get(k - 1), row.get(k));
    }
    double[] mean = new double[count];
    double[] weight = new double[count];
    int[] size = new int[count];
    int blocks = 0;
    for (int k = 0; k < count; k++) {
      mean[blocks] = wanted[k] - offset[k];
      weight[blocks] = layers.isBend(row.get(k)) ? STRAIGHT : 1;
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
        blocks--;
        double both = weight[blocks - 1] + weight[blocks];
        mean[blocks - 1] =
            (mean[blocks - 1] * weight[blocks - 1] + mean[blocks] * weight[blocks]) / both;
        weight[blocks - 1] = both;
        size[blocks - 1] += size[blocks];
      }
    }
    int k = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < size[block]; i++, k++) {
        middle[row.get(k)] = mean[block] + offset[k];
      }
    }
  }

  private double distance(int left, int right) {
    double between = layers.isBend(left) && layers.isBend(right) ? 0 : gap;
    return (layers.width(left) + layers.width(right)) / 2 + between;
  }
}
