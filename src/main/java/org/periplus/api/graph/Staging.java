package org.periplus.api.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.api.graph.StepGraph.Edge;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.job.step.StepCount;
import org.periplus.job.step.StepKind;

/**
 * The steps of our own around a job's workflow: what its inputs refer to is fetched before the
 * first step, its outputs are published after the last.
 */
final class Staging {

  private Staging() {}

  static StepGraph around(StepGraph graph, List<StepCount> counts) {
    StepGraph published =
        between(
            graph,
            path(counts, StepKind.STAGE_OUT).orElse(StepKind.STAGE_OUT.code()),
            StepKind.STAGE_OUT,
            StepGraph.OUTPUT);
    return path(counts, StepKind.STAGE_IN)
        .map(path -> between(published, path, StepKind.STAGE_IN, StepGraph.INPUT))
        .orElse(published);
  }

  private static Optional<String> path(List<StepCount> counts, StepKind kind) {
    return counts.stream().filter(count -> count.kind() == kind).map(StepCount::path).findFirst();
  }

  /** Puts a node between the workflow's inputs, or outputs, and its steps. */
  private static StepGraph between(StepGraph graph, String path, StepKind kind, String side) {
    if (graph.nodes().stream().anyMatch(node -> node.id().equals(path))) {
      return graph; // A step of the workflow has the name; ours has another once it runs.
    }
    Set<String> ports =
        graph.nodes().stream()
            .filter(node -> node.kind().equals(side) && node.parent().isEmpty())
            .map(Node::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean in = side.equals(StepGraph.INPUT);
    Set<Edge> edges = new LinkedHashSet<>();
    for (Edge edge : graph.edges()) {
      if (ports.contains(in ? edge.from() : edge.to())) {
        edges.add(in ? new Edge(path, edge.to()) : new Edge(edge.from(), path));
      } else {
        edges.add(edge);
      }
    }
    ports.forEach(port -> edges.add(in ? new Edge(port, path) : new Edge(path, port)));
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.add(
        new Node(
            path,
            kind.code(),
            path,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            Optional.empty()));
    return graph.with(nodes, List.copyOf(edges));
  }
}
