package org.periplus.cwl.document.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names as documents of all styles write them, made plain. */
public final class Identifiers {

  private Identifiers() {}

  /** Without the document's address and {@code #}. */
  public static String fragment(String id) {
    int hash = id.indexOf('#');
    return hash < 0 ? id : id.substring(hash + 1);
  }

  /** The id of a process, which may have slashes; of an address without {@code #} the last part. */
  public static String process(String id) {
    return id.contains("#") || !id.contains("://") ? fragment(id) : local(id);
  }

  /** The map with that id or name, anywhere inside of the node. */
  public static Optional<Node> find(Node inside, String fragment) {
    if (inside instanceof Node.Mapping mapping) {
      for (String key : List.of("id", "name")) {
        Node.Entry entry = mapping.entries().get(key);
        if (entry != null
            && entry.value() instanceof Node.Scalar scalar
            && fragment(scalar.text()).equals(fragment)) {
          return Optional.of(mapping);
        }
      }
      return first(mapping.entries().values().stream().map(Node.Entry::value), fragment);
    }
    return inside instanceof Node.Sequence sequence
        ? first(sequence.items().stream(), fragment)
        : Optional.empty();
  }

  private static Optional<Node> first(Stream<Node> nodes, String fragment) {
    return nodes.flatMap(n -> find(n, fragment).stream()).findFirst();
  }

  /** The last part of the path: {@code aoi} for {@code #main/crop/aoi}. */
  public static String local(String id) {
    String fragment = fragment(id);
    return fragment.substring(fragment.lastIndexOf('/') + 1);
  }
}
