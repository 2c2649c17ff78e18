package org.periplus.cwl.document.source;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * Counts the nodes of a tree, each as often as it stands there: aliases and imports can be made to
 * explode. Used once, for one tree.
 */
public final class NodeCount {

  private final Effort effort;
  private final IdentityHashMap<Node, Long> counts = new IdentityHashMap<>();

  private NodeCount(Effort effort) {
    this.effort = effort;
  }

  /**
   * Holds the tree against the limit of nodes.
   *
   * @throws TooMuchException if it has more
   */
  public static void check(Node root, Effort effort) {
    new NodeCount(effort).count(root);
  }

  private long count(Node node) {
    List<Node> parts =
        node instanceof Node.Sequence sequence
            ? sequence.items()
            : node instanceof Node.Mapping mapping
                ? mapping.entries().values().stream().map(Node.Entry::value).toList()
                : List.of();
    if (parts.isEmpty()) {
      return 1;
    }
    Long known = counts.get(node);
    if (known != null) {
      return known;
    }
    long count = 1;
    for (Node part : parts) {
      count += count(part);
      if (count > effort.limits().nodes()) {
        throw effort.tooManyNodes();
      }
    }
    counts.put(node, count);
    return count;
  }
}
