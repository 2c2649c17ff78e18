package org.periplus.web.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.graph.StepGraph.Edge;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.web.graph.Item.Inside;

/**
 * What of a graph is drawn: subworkflows are boxes, closed unless the client opens them. Where more
 * nodes stand beside each other than a reader takes in, steps that follow each other are folded
 * into one, again and again if need be; a fold opens like a box.
 */
final class Folding {

  private final Map<String, List<Node>> byParent = new LinkedHashMap<>();
  private final Map<String, List<Edge>> edgesByParent = new HashMap<>();
  private final Set<String> open;
  private final int most;

  private Folding(StepGraph graph) {
    this.open = new LinkedHashSet<>(graph.picture().open());
    this.most = graph.picture().most();
    Map<String, String> parents = new HashMap<>();
    for (Node node : graph.nodes()) {
      String parent = node.parent().orElse("");
      parents.put(node.id(), parent);
      byParent.computeIfAbsent(parent, p -> new ArrayList<>()).add(node);
    }
    for (Edge edge : graph.edges()) {
      String parent = parents.get(edge.from());
      if (parent != null && parent.equals(parents.get(edge.to()))) {
        edgesByParent.computeIfAbsent(parent, p -> new ArrayList<>()).add(edge);
      }
    }
  }

  /** What stands in the picture. */
  static Inside of(StepGraph graph) {
    Folding folding = new Folding(graph);
    return folding.inside("", folding.byParent.getOrDefault("", List.of()));
  }

  /** What some nodes of a workflow are drawn as. */
  private Inside inside(String owner, List<Node> nodes) {
    List<List<Node>> folds =
        nodes.size() > most ? folds(nodes) : nodes.stream().map(List::of).toList();
    List<Item> items = new ArrayList<>();
    Map<String, Integer> where = new HashMap<>();
    for (List<Node> fold : folds) {
      fold.forEach(node -> where.put(node.id(), items.size()));
      items.add(fold.size() == 1 ? item(fold.get(0)) : fold(owner + "/" + items.size(), fold));
    }
    Set<Network.Edge> edges = new LinkedHashSet<>();
    for (Edge edge : edges(nodes)) {
      Integer from = where.get(edge.from());
      Integer to = where.get(edge.to());
      if (from != null && to != null && !from.equals(to)) {
        edges.add(new Network.Edge(from, to));
      }
    }
    return new Inside(List.copyOf(items), List.copyOf(edges));
  }

  private List<Edge> edges(List<Node> nodes) {
    return nodes.isEmpty()
        ? List.of()
        : edgesByParent.getOrDefault(nodes.get(0).parent().orElse(""), List.of());
  }

  private Item item(Node node) {
    List<Node> within = byParent.getOrDefault(node.id(), List.of());
    int steps = (int) within.stream().filter(Folding::isStep).count();
    return new Item(
        node.id(),
        node.kind(),
        Optional.of(node),
        steps,
        node.label(),
        node.label(),
        node.runs().map(StepGraph.Runs::status),
        steps > 0 && open.contains(node.id())
            ? Optional.of(inside(node.id(), within))
            : Optional.empty());
  }

  private Item fold(String id, List<Node> nodes) {
    return new Item(
        id,
        kind(nodes.get(0)),
        Optional.empty(),
        nodes.size(),
        nodes.get(0).label(),
        nodes.get(nodes.size() - 1).label(),
        status(nodes),
        open.contains(id) ? Optional.of(inside(id, nodes)) : Optional.empty());
  }

  /** The worst state, or the one that most readers ask for first. */
  private static Optional<String> status(List<Node> nodes) {
    Set<String> all = new LinkedHashSet<>();
    nodes.forEach(node -> node.runs().ifPresent(runs -> all.add(runs.status())));
    if (all.size() > 1 && all.contains("pending") && all.contains("successful")) {
      all.add("running"); // It is underway, even if nothing of it runs just now.
    }
    return Stream.of(
            "failed",
            "dismissed",
            "running",
            "accepted",
            "pending",
            "successful",
            "skipped",
            "omitted")
        .filter(all::contains)
        .findFirst();
  }

  private static String kind(Node node) {
    return isStep(node) ? "step" : node.kind();
  }

  private static boolean isStep(Node node) {
    return !node.kind().equals(StepGraph.INPUT) && !node.kind().equals(StepGraph.OUTPUT);
  }

  /**
   * Nodes in the order of their rows, cut into pieces, inputs and outputs apart: no arrow leads
   * from a later piece back to an earlier one, so that what is folded can be laid out again.
   */
  private List<List<Node>> folds(List<Node> nodes) {
    int[] ranks = ranks(nodes);
    List<Integer> order =
        IntStream.range(0, nodes.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(i -> ranks[i]).thenComparingInt(i -> i))
            .toList();
    int size = Math.max(2, (nodes.size() * 5 + 2 * most - 1) / (2 * most));
    List<List<Node>> folds = new ArrayList<>();
    Map<String, Integer> rankOfLast = new HashMap<>();
    Map<String, List<Node>> current = new LinkedHashMap<>();
    for (int i : order) {
      Node node = nodes.get(i);
      String kind = kind(node);
      List<Node> piece = current.computeIfAbsent(kind, k -> new ArrayList<>());
      boolean rankEnds = isStep(node) && rankOfLast.getOrDefault(kind, ranks[i]) != ranks[i];
      if (piece.size() >= (rankEnds ? size : size * 3 / 2)) {
        folds.add(List.copyOf(piece));
        piece.clear();
      }
      piece.add(node);
      rankOfLast.put(kind, ranks[i]);
    }
    current.values().forEach(piece -> folds.add(List.copyOf(piece)));
    return folds;
  }

  private int[] ranks(List<Node> nodes) {
    Map<String, Integer> where = new HashMap<>();
    nodes.forEach(node -> where.put(node.id(), where.size()));
    List<Network.Edge> edges =
        edges(nodes).stream()
            .filter(edge -> where.containsKey(edge.from()) && where.containsKey(edge.to()))
            .map(edge -> new Network.Edge(where.get(edge.from()), where.get(edge.to())))
            .toList();
    return Ranks.of(
        new Network(nodes.stream().map(node -> new Network.Size(0, 0)).toList(), edges));
  }
}
