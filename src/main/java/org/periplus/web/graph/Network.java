package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be laid out: rectangles, and arrows from one to another. Arrows that lead back, to
 * themselves or to nowhere are left out: a workflow has none.
 *
 * @param edges pairs of positions in {@code sizes}
 */
record Network(List<Size> sizes, List<Edge> edges) {

  /** The width and height of a rectangle. */
  record Size(double width, double height) {}

  /** An arrow, by the positions of its ends. */
  record Edge(int from, int to) {}

  int count() {
    return sizes.size();
  }

  List<List<Integer>> successors() {
    return neighbours(true);
  }

  List<List<Integer>> predecessors() {
    return neighbours(false);
  }

  private List<List<Integer>> neighbours(boolean forward) {
    List<List<Integer>> all = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      all.add(new ArrayList<>());
    }
    for (Edge edge : edges) {
      int here = forward ? edge.from() : edge.to();
      int there = forward ? edge.to() : edge.from();
      if (here != there && !all.get(here).contains(there)) {
        all.get(here).add(there);
      }
    }
    return all;
  }
}
