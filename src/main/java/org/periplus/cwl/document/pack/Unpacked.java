package org.periplus.cwl.document.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Namespaces;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Values;

/** A document that is packed, with its imports written out. Used by one thread. */
final class Unpacked {

  /** The id of a process that has none. */
  static final String UNNAMED = "main";

  private static final List<String> OF_THE_PACKED =
      List.of("cwlVersion", "$graph", "$namespaces", "$schemas");

  private final Source source;
  private final Node.Mapping root;
  private final Namespaces namespaces;
  private final Map<String, Node.Mapping> processes;

  private Unpacked(
      Source source,
      Node.Mapping root,
      Namespaces namespaces,
      Map<String, Node.Mapping> processes) {
    this.source = source;
    this.root = root;
    this.namespaces = namespaces;
    this.processes = processes;
  }

  static Optional<Unpacked> of(Node node, Source source, Problems problems) {
    if (!(node instanceof Node.Mapping root)) {
      problems.invalid(node.place(), "A CWL document is a map, not " + node.describe() + ".");
      return Optional.empty();
    }
    Map<String, Node.Mapping> processes = new LinkedHashMap<>();
    Node.Entry graph = root.entries().get("$graph");
    if (graph != null && graph.value() instanceof Node.Sequence list) {
      for (Node each : list.items()) {
        if (each instanceof Node.Mapping process) {
          processes.putIfAbsent(id(process), process);
        }
      }
    } else {
      processes.put(id(root), root);
    }
    return Optional.of(new Unpacked(source, root, Namespaces.NONE.and(root, problems), processes));
  }

  private static String id(Node.Mapping process) {
    String id = Identifiers.process(text(process, "id"));
    return id.isEmpty() ? UNNAMED : id;
  }

  private static String text(Node.Mapping mapping, String field) {
    Node.Entry entry = mapping.entries().get(field);
    return entry != null && entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  Source source() {
    return source;
  }

  /** What it says of its version; empty when it says nothing. */
  String version() {
    return text(root, "cwlVersion");
  }

  Namespaces namespaces() {
    return namespaces;
  }

  /** Its processes by their ids. */
  Map<String, Node.Mapping> processes() {
    return processes;
  }

  /** The addresses of the ontologies that it names. */
  List<String> schemas() {
    Node.Entry schemas = root.entries().get("$schemas");
    return schemas != null && schemas.value() instanceof Node.Sequence list
        ? list.items().stream()
            .filter(Node::isString)
            .map(each -> ((Node.Scalar) each).text())
            .map(each -> source.resolve(each).map(URI::toString).orElse(each))
            .toList()
        : List.of();
  }

  /** The id of the process that is meant when none is named. */
  String main() {
    return processes.size() == 1 ? processes.keySet().iterator().next() : UNNAMED;
  }

  /** The last part of its address. */
  String fileName() {
    return source.uri().map(uri -> Identifiers.local(uri.toString())).orElse(UNNAMED);
  }

  /** Copies what stands beside the processes. */
  void copyRootTo(ObjectNode packed) {
    if (root.has("$graph")) {
      root.entries()
          .forEach(
              (name, entry) -> {
                if (!OF_THE_PACKED.contains(name)) {
                  packed.set(name, Values.json(entry.value(), namespaces));
                }
              });
    }
  }

  /** Whether a field is the document's and not the process's. */
  static boolean isOfTheDocument(String field) {
    return OF_THE_PACKED.contains(field);
  }
}
