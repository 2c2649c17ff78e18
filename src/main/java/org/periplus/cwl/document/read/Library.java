package org.periplus.cwl.document.read;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Uris;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.document.source.YamlReader;
import org.periplus.cwl.model.SourceLocation;

/** The texts and documents that one load has opened. */
public final class Library {

  private static final int MAX_DOCUMENTS = 1000;
  private static final int MAX_NESTING = 60;
  private static final String NO_ADDRESS =
      "'%s' cannot be found: this document has no address that it could be relative to. Put both"
          + " into one document with $graph, give a full address, or deploy the document by its"
          + " own address (href).";

  private final ReferenceResolver resolver;
  private final Problems problems;
  private final Map<URI, String> texts = new HashMap<>();
  private final Map<URI, Optional<OpenDocument>> documents = new HashMap<>();

  private final Map<String, List<SourceLocation>> expressions = new HashMap<>();

  private final List<String> schemas = new ArrayList<>();

  private int nesting;

  public Library(ReferenceResolver resolver, Problems problems) {
    this.resolver = resolver;
    this.problems = problems;
  }

  /**
   * Reads a process or type that another one is made of, unless they are nested so deep that it can
   * only be meant to do harm.
   */
  <T> Optional<T> nested(Place from, Supplier<Optional<T>> reading) {
    if (nesting >= MAX_NESTING) {
      problems.invalid(from, "This is nested deeper than " + MAX_NESTING + " levels.");
      return Optional.empty();
    }
    problems.effort().goOn();
    nesting++;
    try {
      return reading.get();
    } finally {
      nesting--;
    }
  }

  /** Notes where a text stands that may hold an expression. */
  void expression(Node.Scalar scalar) {
    expressions
        .computeIfAbsent(scalar.text(), t -> new ArrayList<>())
        .add(scalar.place().location());
  }

  /**
   * Where that text stands.
   *
   * @param owner where the object begins that has it; the answer when the text is not found in it
   */
  public SourceLocation placeOf(String text, SourceLocation owner) {
    return expressions.getOrDefault(text, List.of()).stream()
        .filter(place -> place.document().equals(owner.document()))
        .filter(place -> place.line() >= owner.line())
        .findFirst()
        .orElse(owner);
  }

  String read(URI uri) throws IOException {
    String known = texts.get(uri);
    if (known == null) {
      known = problems.effort().fetch(() -> resolver.read(uri));
      texts.put(uri, known);
    }
    return known;
  }

  /** The ontologies that the documents name, in the order in which they were opened. */
  public List<String> schemas() {
    return schemas.stream().distinct().toList();
  }

  /** The absolute address, without fragment, of what is referred to at that place. */
  public Optional<URI> locate(String reference, Place place) {
    Optional<URI> uri = place.source().resolve(Uris.withoutFragment(reference));
    if (uri.isEmpty()) {
      problems.invalid(place, NO_ADDRESS.formatted(reference));
    }
    return uri;
  }

  /** The nodes of a document, with its imports written out; empty after a problem was told. */
  public Optional<Node> expanded(String text, Source source) {
    return YamlReader.read(text, source, problems)
        .map(root -> new Imports(this, problems, source).expandDocument(root));
  }

  /** The text at that address; empty after a problem was told. */
  public Optional<String> text(URI uri, Place from) {
    try {
      return Optional.of(read(uri));
    } catch (IOException e) {
      problems.invalid(from, Problems.because("Cannot read " + uri, e));
      return Optional.empty();
    }
  }

  /** The document of that text, which becomes part of this library if it has an address. */
  public Optional<OpenDocument> open(String text, Source source, Optional<Version> otherwise) {
    Optional<OpenDocument> document =
        expanded(text, source)
            .flatMap(root -> OpenDocument.open(root, source, this, problems, otherwise));
    document.ifPresent(opened -> schemas.addAll(opened.schemas()));
    source.uri().ifPresent(uri -> documents.put(uri, document));
    return document;
  }

  /** The document at that address; empty after a problem was told. */
  public Optional<OpenDocument> open(URI uri, Place from, Version otherwise) {
    Optional<OpenDocument> known = documents.get(uri);
    if (known != null) {
      return known;
    }
    if (documents.size() >= MAX_DOCUMENTS) {
      problems.invalid(from, "More than " + MAX_DOCUMENTS + " documents refer to each other.");
      return Optional.empty();
    }
    Optional<String> text = text(uri, from);
    if (text.isEmpty()) {
      documents.put(uri, Optional.empty());
    }
    return text.flatMap(t -> open(t, Source.of(uri), Optional.of(otherwise)));
  }
}
