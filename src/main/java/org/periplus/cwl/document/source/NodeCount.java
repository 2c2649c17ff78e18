package org.periplus.cwl.document.source;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * Counts the nodes of a tree, each as often as it stands there: aliases and imports can be made to
 * explode. Used once, for one tree.
 */
public final class NodeCount {

  private final Effort effort;
  private final IdentityHashMap<Node, Size> sizes = new IdentityHashMap<>();

  /**
   * @param depth how many lists and maps are in each other
   */
  private record Size(long count, int depth) {}

  private NodeCount(Effort effort) {
    this.effort = effort;
  }

  /**
   * Holds the tree against the limits of nodes and of depth.
   *
   * @throws TooMuchException if it has more, or is deeper
   */
  public static void check(Node root, Effort effort) {
    new NodeCount(effort).size(root, 1);
  }

  private Size size(Node node, int level) {
    List<Node> parts =
        node instanceof Node.Sequence sequence
            ? sequence.items()
            : node instanceof Node.Mapping mapping
                ? mapping.entries().values().stream().map(Node.Entry::value).toList()
                : List.of();
    if (parts.isEmpty()) {
      return new Size(1, 0);
    }
    Size known = sizes.get(node);
    if (known == null) {
      effort.depth(level);
      known = sum(parts, level);
      sizes.put(node, known);
    }
    effort.depth(level - 1 + known.depth());
    return known;
  }

  private Size sum(List<Node> parts, int level) {
    long count = 1;
    int depth = 0;
    for (Node part : parts) {
      Size size = size(part, level + 1);
      count += size.count();
      depth = Math.max(depth, size.depth());
      if (count > effort.limits().nodes()) {
        throw effort.tooManyNodes();
      }
    }
    return new Size(count, depth + 1);
  }
}
