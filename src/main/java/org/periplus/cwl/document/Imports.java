package org.periplus.cwl.document;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces {@code $import} and {@code $include} by what they name. Used for one document. */
final class Imports {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_IMPORTS = 500;

  private final Library library;
  private final Problems problems;
  private final List<URI> chain = new ArrayList<>();
  private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();

  private int imports;

  Imports(Library library, Problems problems, Source root) {
    this.library = library;
    this.problems = problems;
    root.uri().ifPresent(chain::add);
  }

  Node expand(Node node) {
    Node known = done.get(node);
    if (known == null) {
      if (node instanceof Node.Sequence sequence) {
        known = sequence(sequence);
      } else if (node instanceof Node.Mapping mapping) {
        known = mapping(mapping);
      } else {
        known = node;
      }
      done.put(node, known);
    }
    return known;
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
    Optional<URI> uri = library.locate(reference.text(), place);
    if (uri.isEmpty()) {
      return nothing;
    }
    return directive.equals("$include")
        ? include(uri.get(), place).orElse(nothing)
        : load(uri.get(), place).orElse(nothing);
  }

  private Optional<Node> include(URI uri, Place place) {
    return text(uri, place).map(t -> new Node.Scalar(place, t, Node.Scalar.Kind.STRING));
  }

  private Optional<Node> load(URI uri, Place place) {
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
      return text(uri, place)
          .flatMap(t -> YamlReader.read(t, Source.of(uri), problems))
          .map(this::expand);
    } finally {
      chain.remove(chain.size() - 1);
    }
  }

  private Optional<String> text(URI uri, Place place) {
    try {
      return Optional.of(library.read(uri));
    } catch (IOException e) {
      problems.invalid(place, "Cannot read " + uri + ": " + e.getMessage() + ".");
      return Optional.empty();
    }
  }
}
