package org.periplus.cwl.document.pack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.read.Library;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Uris;

/**
 * Packs a document: one with a {@code $graph} of all processes that it runs, wherever they stand,
 * and with what it imports and includes written out. Ontologies stay addresses. Used by one thread,
 * for one document.
 */
public final class Packing {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Library library;
  private final Problems problems;
  private final Map<URI, Optional<Unpacked>> documents = new HashMap<>();
  private final Map<Target, String> ids = new LinkedHashMap<>();
  private final Deque<Target> open = new ArrayDeque<>();
  private final ObjectNode namespaces = JSON.objectNode();
  private final Map<Source, String> files = new HashMap<>();
  private final Set<String> schemas = new LinkedHashSet<>();

  /** A process of a document. */
  private record Target(Unpacked document, String id) {}

  private Packing(Library library, Problems problems) {
    this.library = library;
    this.problems = problems;
  }

  /**
   * Packs a document.
   *
   * @param name names it in problems; if it is an absolute URI, references are relative to it
   * @param resolver reads what it refers to
   * @throws org.periplus.cwl.document.source.InvalidDocumentException if it cannot be packed: a
   *     reference leads to nothing, or its parts are of several versions of CWL
   */
  public static ObjectNode pack(
      String text, String name, ReferenceResolver resolver, DocumentLimits limits) {
    Problems problems = new Problems(limits);
    Source source = Source.of(name);
    ObjectNode packed =
        problems.within(
            new Place(source, 1, 1).location(),
            () -> new Packing(new Library(resolver, problems), problems).pack(text, source));
    problems.throwIfAny();
    return packed;
  }

  private ObjectNode pack(String text, Source source) {
    ObjectNode packed = JSON.objectNode();
    Optional<Unpacked> root =
        library.expanded(text, source).flatMap(node -> Unpacked.of(node, source, problems));
    if (root.isEmpty()) {
      return packed;
    }
    source.uri().ifPresent(uri -> documents.put(uri, root));
    packed.put("cwlVersion", root.get().version());
    root.get().processes().keySet().forEach(id -> named(new Target(root.get(), id)));
    ArrayNode graph = JSON.arrayNode();
    while (!open.isEmpty()) {
      Target target = open.remove();
      graph.add(packed(target));
    }
    root.get().copyRootTo(packed);
    if (!namespaces.isEmpty()) {
      packed.set("$namespaces", namespaces);
    }
    if (!schemas.isEmpty()) {
      schemas.forEach(packed.putArray("$schemas")::add);
    }
    return packed.set("$graph", graph);
  }

  private ObjectNode packed(Target target) {
    Unpacked document = target.document();
    schemas.addAll(document.schemas());
    document
        .namespaces()
        .prefixes()
        .forEach((prefix, address) -> namespaces.putIfAbsent(prefix, JSON.textNode(address)));
    String id = ids.get(target);
    return new PackedProcess(
            target.id(),
            document.source(),
            document.namespaces(),
            run -> run(run, document).orElse(run.text()),
            source -> source.equals(document.source()) ? id : file(source))
        .of(document.processes().get(target.id()))
        .put("id", id);
  }

  /** How a document is called whose types are used: by the last part of its address. */
  private String file(Source source) {
    String known = files.get(source);
    if (known == null) {
      known = free(Identifiers.local(source.name()), files.values());
      files.put(source, known);
    }
    return known;
  }

  private static String free(String wanted, Collection<String> taken) {
    String free = wanted;
    for (int number = 2; taken.contains(free); number++) {
      free = wanted + "-" + number;
    }
    return free;
  }

  /** How a process is called that a step refers to; empty after a problem was told. */
  private Optional<String> run(Node.Scalar run, Unpacked from) {
    String reference = from.namespaces().expandIfDeclared(run.text());
    String address = Uris.withoutFragment(reference);
    String fragment = Uris.fragment(reference);
    boolean here = address.isEmpty() && run.place().source().equals(from.source());
    if (here || (fragment.isEmpty() && from.processes().containsKey(address))) {
      return target(from, here ? fragment : address, run);
    }
    return library
        .locate(address, run.place())
        .flatMap(uri -> document(uri, run))
        .flatMap(
            document -> target(document, fragment.isEmpty() ? document.main() : fragment, run));
  }

  private Optional<String> target(Unpacked document, String id, Node.Scalar run) {
    if (!document.processes().containsKey(id)) {
      problems.invalid(run.place(), "The run target '" + run.text() + "' does not exist.");
      return Optional.empty();
    }
    return Optional.of("#" + named(new Target(document, id)));
  }

  private Optional<Unpacked> document(URI uri, Node.Scalar from) {
    Optional<Unpacked> known = documents.get(uri);
    if (known == null) {
      Source source = Source.of(uri);
      known =
          library
              .text(uri, from.place())
              .flatMap(text -> library.expanded(text, source))
              .flatMap(node -> Unpacked.of(node, source, problems));
      known.ifPresent(document -> requireVersion(document, from));
      documents.put(uri, known);
    }
    return known;
  }

  private void requireVersion(Unpacked document, Node.Scalar from) {
    String ours = ids.keySet().iterator().next().document().version();
    if (!document.version().isEmpty() && !document.version().equals(ours)) {
      problems.invalid(
          from.place(),
          "'%s' is of CWL %s and what runs it of %s: one document has one version."
              .formatted(from.text(), document.version(), ours));
    }
  }

  /** The id of a process in the packed document; one that is new is packed later. */
  private String named(Target target) {
    String known = ids.get(target);
    if (known != null) {
      return known;
    }
    problems.effort().goOn();
    boolean isOfRoot =
        ids.isEmpty() || ids.keySet().iterator().next().document() == target.document();
    String wanted =
        isOfRoot || !target.id().equals(Unpacked.UNNAMED)
            ? Identifiers.process(target.id())
            : target.document().fileName();
    String free = free(wanted, ids.values());
    ids.put(target, free);
    open.add(target);
    return free;
  }
}
