package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Namespaces;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.Process;

/** A document whose processes are read when they are first asked for. */
public final class OpenDocument {

  private final Context context;
  private final Source source;
  private final Map<String, Node.Mapping> nodes = new LinkedHashMap<>();
  private final Map<String, Optional<Process>> read = new HashMap<>();
  private final Set<String> inProgress = new HashSet<>();

  /** Processes whose id another one has already: read for their mistakes alone. */
  private final List<Node.Mapping> repeated = new ArrayList<>();

  private final Set<String> runBySteps = new HashSet<>();
  private Map<String, JsonNode> extensions = Map.of();
  private List<String> schemas = List.of();
  private boolean anonymous;

  private OpenDocument(Context context, Source source) {
    this.context = context;
    this.source = source;
  }

  static Optional<OpenDocument> open(
      Node root, Source source, Library library, Problems problems, Optional<Version> otherwise) {
    if (!(root instanceof Node.Mapping mapping)) {
      problems.invalid(
          root.place(),
          "A CWL document is a map with cwlVersion and class or $graph, not "
              + root.describe()
              + ".");
      return Optional.empty();
    }
    Optional<Version> version = DeclaredVersion.of(mapping, problems, otherwise);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Namespaces namespaces = Namespaces.NONE.and(mapping, problems);
    OpenDocument document =
        new OpenDocument(
            new Context(library, problems, version.get(), namespaces, TypeScope.empty()), source);
    document.collect(mapping);
    return Optional.of(document);
  }

  private void collect(Node.Mapping root) {
    // Other fields beside $graph are ignored, as the reference runner does: packages have them.
    Fields fields = Fields.unchecked(context, root, Shape.GRAPH);
    schemas =
        fields.texts("$schemas").stream()
            .map(s -> source.resolve(s).map(Object::toString).orElse(s))
            .toList();
    if (!root.has("$graph")) {
      String id = fields.text("id").map(Identifiers::process).orElse("");
      anonymous = id.isEmpty();
      nodes.put(anonymous ? "main" : id, root);
      return;
    }
    extensions = fields.extensions();
    if (fields.list("$graph").isEmpty()) {
      context.invalid(fields.place("$graph"), "$graph has no process; add one.");
    }
    for (Node node : fields.list("$graph")) {
      if (!(node instanceof Node.Mapping mapping)) {
        fields.expected("Each entry of $graph must be a process", node);
        continue;
      }
      collectProcess(mapping);
    }
  }

  private void collectProcess(Node.Mapping process) {
    Fields fields = Fields.unchecked(context, process, Shape.GRAPH);
    Optional<String> id = fields.text("id").map(Identifiers::process);
    if (id.isEmpty()) {
      if (!process.has("id")) {
        context.invalid(process.place(), "Each process of $graph needs an id.");
      }
      return;
    }
    Node.Mapping first = nodes.putIfAbsent(id.get(), process);
    if (first != null) {
      repeated.add(process);
      context.invalid(
          fields.place("id"),
          "The id '%s' stands in $graph twice; it was given on line %d already. Rename one."
              .formatted(id.get(), first.place().line()));
    }
  }

  public Context context() {
    return context;
  }

  Source source() {
    return source;
  }

  List<String> schemas() {
    return schemas;
  }

  /** Whether it is one process without an id. */
  public boolean isAnonymous() {
    return anonymous;
  }

  Set<String> ids() {
    return nodes.keySet();
  }

  /** The process that a reference without a fragment means. */
  Optional<String> mainId() {
    if (nodes.containsKey("main")) {
      return Optional.of("main");
    }
    return nodes.size() == 1 ? nodes.keySet().stream().findFirst() : Optional.empty();
  }

  /** The process of that id, which must be one of {@link #ids}, for a step to run. */
  Optional<Process> target(String id, Place from) {
    runBySteps.add(id);
    return process(id, from);
  }

  /** The processes, once they are read, that no step of this document runs. */
  public List<Process> outermost() {
    return nodes.keySet().stream()
        .filter(id -> !runBySteps.contains(id))
        .flatMap(id -> read.getOrDefault(id, Optional.empty()).stream())
        .toList();
  }

  /** All processes that could be read, by id. */
  public Map<String, Process> processes() {
    Map<String, Process> processes = new LinkedHashMap<>();
    for (String id : new ArrayList<>(nodes.keySet())) {
      process(id, nodes.get(id).place()).ifPresent(p -> processes.put(id, p));
    }
    repeated.forEach(
        process -> new ProcessReader(context, this).read(process, "", extensions, true));
    return processes;
  }

  /**
   * The process of that id, which must be one of {@link #ids}.
   *
   * @param from where it is asked for, to tell when it asks for itself
   */
  Optional<Process> process(String id, Place from) {
    Optional<Process> known = read.get(id);
    if (known != null) {
      return known;
    }
    if (!inProgress.add(id)) {
      context.invalid(
          from, "The process '" + id + "' runs itself; a workflow cannot be part of itself.");
      return Optional.empty();
    }
    Optional<Process> process =
        context
            .library()
            .nested(
                from,
                () -> new ProcessReader(context, this).read(nodes.get(id), id, extensions, true));
    inProgress.remove(id);
    read.put(id, process);
    return process;
  }
}
