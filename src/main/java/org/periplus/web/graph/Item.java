package org.periplus.web.graph;

import java.util.List;
import java.util.Optional;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.graph.StepGraph.Node;

/**
 * What is drawn as one thing: a node, a box of nodes that can be opened, or several nodes that are
 * folded into one.
 *
 * @param id the node's, or one that tells the fold from others
 * @param kind the node's; of a fold {@code step}, {@code input} or {@code output}
 * @param node empty of a fold
 * @param size how many steps, or ports, lie in it; 0 of what is no box
 * @param first the label of a fold's first step, of a node its own
 * @param last the label of a fold's last step
 * @param status the state of its steps together; empty without a job
 * @param inside what is drawn in it; empty unless it is open
 */
record Item(
    String id,
    String kind,
    Optional<Node> node,
    int size,
    String first,
    String last,
    Optional<String> status,
    Optional<Inside> inside) {

  /** What an open box has in it. */
  record Inside(List<Item> items, List<Network.Edge> edges) {}

  boolean isBox() {
    return size > 0;
  }

  boolean isOpen() {
    return inside.isPresent();
  }

  /** Whether it is an input or output of a workflow, or several. */
  boolean isPort() {
    return kind.equals(StepGraph.INPUT) || kind.equals(StepGraph.OUTPUT);
  }
}
