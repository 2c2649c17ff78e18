package org.periplus.cwl.document.read;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.NodeCount;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Uris;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.YamlReader;

/** Replaces {@code $import} and {@code $include} by what they name. Used for one document. */
final class Imports {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_IMPORTS = 500;

  private final Library library;
  private final Problems problems;
  private final List<URI> chain = new ArrayList<>();
  private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();

  private final List<Node> roots = new ArrayList<>();
  private final Set<Place> open = new HashSet<>();
  private int imports;
  private int depth;

  Imports(Library library, Problems problems, Source root) {
    this.library = library;
    this.problems = problems;
    root.uri().ifPresent(chain::add);
  }

  /** The whole document with its imports. */
  Node expandDocument(Node root) {
    roots.add(root);
    Node expanded = expand(root);
    NodeCount.check(expanded, problems.effort());
    return expanded;
  }

  private Node expand(Node node) {
    Node known = done.get(node);
    if (known == null) {
      problems.effort().goOn();
      if (node instanceof Node.Sequence sequence) {
        known = inside(() -> sequence(sequence));
      } else if (node instanceof Node.Mapping mapping) {
        known = inside(() -> mapping(mapping));
      } else {
        known = node;
        if (node instanceof Node.Scalar scalar && Values.isExpression(scalar.text())) {
          library.expression(scalar);
        }
      }
      done.put(node, known);
    }
    return known;
  }

  private Node inside(Supplier<Node> collection) {
    depth++;
    problems.effort().depth(depth);
    Node expanded = collection.get();
    depth--;
    return expanded;
  }

  private Node sequence(Node.Sequence sequence) {
    List<Node> items = new ArrayList<>();
    for (Node item : sequence.items()) {
      Node expanded = expand(item);
      if (isImport(item) && expanded instanceof Node.Sequence several) {
        items.addAll(several.items());
      } else {
        items.add(expanded);
      }
    }
    return new Node.Sequence(sequence.place(), List.copyOf(items));
  }

  private Node mapping(Node.Mapping mapping) {
    for (String directive : List.of("$import", "$include", "$mixin")) {
      if (mapping.has(directive)) {
        return directive(directive, mapping);
      }
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((k, e) -> entries.put(k, new Node.Entry(k, e.keyPlace(), expand(e.value()))));
    return new Node.Mapping(mapping.place(), entries);
  }

  private static boolean isImport(Node node) {
    return node instanceof Node.Mapping mapping && mapping.has("$import");
  }

  private Node directive(String directive, Node.Mapping mapping) {
    Node.Entry entry = mapping.entries().get(directive);
    Place place = entry.value().place();
    Node nothing = new Node.Scalar(place, "", Node.Scalar.Kind.NULL);
    if (directive.equals("$mixin")) {
      problems.unsupported(
          entry.keyPlace(), "$mixin is not supported; write the fields out or use $import.");
      return nothing;
    }
    if (mapping.entries().size() > 1) {
      problems.invalid(
          entry.keyPlace(),
          directive + " must stand alone in its map; move the other fields away.");
      return nothing;
    }
    if (!(entry.value() instanceof Node.Scalar reference) || !reference.isString()) {
      problems.invalid(place, directive + " takes the address of a file.");
      return nothing;
    }
    String fragment = Uris.fragment(reference.text());
    if (directive.equals("$import") && Uris.withoutFragment(reference.text()).isEmpty()) {
      return part(roots.get(roots.size() - 1), fragment, place).orElse(nothing);
    }
    Optional<URI> uri = library.locate(reference.text(), place);
    if (uri.isEmpty()) {
      return nothing;
    }
    return directive.equals("$include")
        ? include(uri.get(), place).orElse(nothing)
        : load(uri.get(), fragment, place).orElse(nothing);
  }

  private Optional<Node> include(URI uri, Place place) {
    Optional<String> text = library.text(uri, place);
    text.ifPresent(t -> problems.effort().text(t.length()));
    return text.map(t -> new Node.Scalar(place, t, Node.Scalar.Kind.STRING));
  }

  private Optional<Node> load(URI uri, String fragment, Place place) {
    if (chain.contains(uri) || chain.size() > MAX_DEPTH) {
      problems.invalid(
          place, "$import of " + uri + " leads back to itself; take one of the imports away.");
      return Optional.empty();
    }
    imports++;
    if (imports > MAX_IMPORTS) {
      problems.invalid(place, "The document has more than " + MAX_IMPORTS + " imports.");
      return Optional.empty();
    }
    chain.add(uri);
    try {
      return library
          .text(uri, place)
          .flatMap(t -> YamlReader.read(t, Source.of(uri), problems))
          .flatMap(root -> within(root, fragment, place));
    } finally {
      chain.remove(chain.size() - 1);
    }
  }

  private Optional<Node> within(Node root, String fragment, Place place) {
    roots.add(root);
    try {
      return fragment.isEmpty() ? Optional.of(expand(root)) : part(root, fragment, place);
    } finally {
      roots.remove(roots.size() - 1);
    }
  }

  /** The part of a document that has that id or name. */
  private Optional<Node> part(Node root, String fragment, Place place) {
    problems.effort().goOn();
    Optional<Node> found = Identifiers.find(root, fragment);
    if (found.isEmpty()) {
      problems.invalid(place, "$import: nothing here has the id '#" + fragment + "'.");
      return Optional.empty();
    }
    if (!open.add(found.get().place())) {
      problems.invalid(place, "$import of #" + fragment + " leads back to itself; write it out.");
      return Optional.empty();
    }
    try {
      return found.map(this::expand);
    } finally {
      open.remove(found.get().place());
    }
  }
}
