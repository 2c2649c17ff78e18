package org.periplus.cwl.format;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.ReferenceResolver;
import org.periplus.cwl.tool.FormatRelation;

/**
 * The ontologies that documents name in {@code $schemas}: each is read when a format is first
 * compared that is not simply the same, and kept. One that cannot be read says nothing: then
 * formats are what they are called. Safe for use by several threads.
 */
public final class Ontologies {

  private static final System.Logger LOG = System.getLogger(Ontologies.class.getName());
  private static final int KEPT = 16;

  private final ReferenceResolver resolver;
  private final Map<String, Optional<Ontology>> read =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Ontology>> eldest) {
          return size() > KEPT;
        }
      };

  public Ontologies(ReferenceResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * How formats are related for a document.
   *
   * @param schemas the addresses that it names in {@code $schemas}
   */
  public FormatRelation relation(List<String> schemas) {
    return schemas.isEmpty()
        ? FormatRelation.EQUALITY
        : (actual, asked) ->
            actual.equals(asked) || Ontology.covers(ontologies(schemas), actual, asked);
  }

  private List<Ontology> ontologies(List<String> schemas) {
    return schemas.stream().map(this::ontology).flatMap(Optional::stream).toList();
  }

  private synchronized Optional<Ontology> ontology(String address) {
    Optional<Ontology> known = read.get(address);
    if (known == null) {
      known = open(address);
      read.put(address, known);
    }
    return known;
  }

  private Optional<Ontology> open(String address) {
    try {
      return Optional.of(Ontology.read(resolver.read(URI.create(address)), address));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The ontology {0} of $schemas is left out: {1}",
          address,
          e.getMessage());
      return Optional.empty();
    }
  }
}
