package org.periplus.cwl.ontology;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.value.FormatRelation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Formats as the ontologies of a document relate them: a format stands for each that it is a
 * subclass of or equivalent to, over any number of such steps. The ontologies are read when two
 * formats are first compared that are not called the same, and then kept. Threads may share it.
 */
public final class FormatOntology implements FormatRelation {

  private static final Logger LOG = LoggerFactory.getLogger(FormatOntology.class);

  private final List<String> schemas;
  private final ReferenceResolver resolver;

  /** What each class is a kind of; null until it is first asked for. */
  private Map<String, Set<String>> kinds;

  /**
   * @param schemas the addresses of the ontologies, in RDF/XML or Turtle
   * @param resolver reads them; what it cannot read is logged, and relates nothing
   */
  public FormatOntology(List<String> schemas, ReferenceResolver resolver) {
    this.schemas = List.copyOf(schemas);
    this.resolver = resolver;
  }

  @Override
  public boolean covers(String actual, String asked) {
    if (actual.equals(asked)) {
      return true;
    }
    Map<String, Set<String>> known = kinds();
    Set<String> reached = new HashSet<>(Set.of(actual));
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      for (String kind : known.getOrDefault(next.pop(), Set.of())) {
        if (kind.equals(asked)) {
          return true;
        }
        if (reached.add(kind)) {
          next.push(kind);
        }
      }
    }
    return false;
  }

  /** Reads the ontologies now, unless that was done. */
  public void read() {
    kinds();
  }

  private synchronized Map<String, Set<String>> kinds() {
    if (kinds == null) {
      Map<String, Set<String>> read = new HashMap<>();
      schemas.forEach(schema -> add(schema, read));
      kinds = read;
    }
    return kinds;
  }

  private void add(String schema, Map<String, Set<String>> kinds) {
    try {
      ClassRelations.read(resolver.read(URI.create(schema)), schema)
          .forEach((name, of) -> kinds.computeIfAbsent(name, n -> new HashSet<>()).addAll(of));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn(
          "The ontology {} cannot be read, its formats are compared by name: {}",
          schema,
          e.getMessage());
    }
  }
}
