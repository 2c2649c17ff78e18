package org.periplus.cwl.format;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.vocabulary.OWL;
import org.eclipse.rdf4j.model.vocabulary.RDFS;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFHandlerException;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.XMLParserSettings;

/**
 * What one ontology says of classes: which is a subclass of which, and which are the same. All else
 * in it is left out. Immutable.
 */
final class Ontology {

  /** For each class the ones that it is a case of, one step away. */
  private final Map<String, Set<String>> broader = new HashMap<>();

  private Ontology() {}

  /**
   * Reads RDF/XML or Turtle.
   *
   * @param address what relative references in it are resolved against
   * @throws IOException when it is neither; the message says where it is wrong
   */
  static Ontology read(String text, String address) throws IOException {
    RDFFormat format =
        text.stripLeading().startsWith("<?xml") || text.stripLeading().startsWith("<rdf:")
            ? RDFFormat.RDFXML
            : RDFFormat.TURTLE;
    Ontology ontology = new Ontology();
    RDFParser parser = Rio.createParser(format);
    parser.set(BasicParserSettings.VERIFY_URI_SYNTAX, false);
    parser.set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, false);
    parser.set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
    // Written by strangers: an XML entity must not reach this machine's files or the web.
    parser.set(XMLParserSettings.DISALLOW_DOCTYPE_DECL, false);
    parser.set(XMLParserSettings.EXTERNAL_GENERAL_ENTITIES, false);
    parser.set(XMLParserSettings.EXTERNAL_PARAMETER_ENTITIES, false);
    parser.set(XMLParserSettings.LOAD_EXTERNAL_DTD, false);
    parser.set(XMLParserSettings.SECURE_PROCESSING, true);
    parser.setRDFHandler(ontology.new Collector());
    try {
      parser.parse(new StringReader(text), address);
    } catch (RDFParseException | RDFHandlerException e) {
      throw new IOException("it is no ontology in RDF/XML or Turtle: " + e.getMessage(), e);
    }
    return ontology;
  }

  private final class Collector extends AbstractRDFHandler {
    @Override
    public void handleStatement(Statement statement) {
      if (!(statement.getSubject() instanceof IRI) || !(statement.getObject() instanceof IRI)) {
        return; // A class that has no name cannot be a format.
      }
      String subject = statement.getSubject().stringValue();
      String object = statement.getObject().stringValue();
      if (statement.getPredicate().equals(RDFS.SUBCLASSOF)) {
        relate(subject, object);
      } else if (statement.getPredicate().equals(OWL.EQUIVALENTCLASS)) {
        relate(subject, object);
        relate(object, subject);
      }
    }
  }

  private void relate(String narrow, String wide) {
    broader.computeIfAbsent(narrow, name -> new HashSet<>()).add(wide);
  }

  private Set<String> broader(String name) {
    return broader.getOrDefault(name, Set.of());
  }

  /** Whether the one class is a case of the other by what these ontologies say together. */
  static boolean covers(Iterable<Ontology> together, String narrow, String wide) {
    Set<String> seen = new HashSet<>(Set.of(narrow));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (name.equals(wide)) {
        return true;
      }
      for (Ontology ontology : together) {
        ontology.broader(name).stream().filter(seen::add).forEach(open::add);
      }
    }
    return false;
  }
}
