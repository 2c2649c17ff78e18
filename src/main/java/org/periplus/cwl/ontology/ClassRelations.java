package org.periplus.cwl.ontology;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.vocabulary.OWL;
import org.eclipse.rdf4j.model.vocabulary.RDFS;
import org.eclipse.rdf4j.rio.RDFHandlerException;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.ParseErrorLogger;
import org.eclipse.rdf4j.rio.helpers.XMLParserSettings;
import org.eclipse.rdf4j.rio.rdfxml.RDFXMLParser;
import org.eclipse.rdf4j.rio.turtle.TurtleParser;

/** Takes from one ontology which class is a subclass of, or equivalent to, which. */
final class ClassRelations extends AbstractRDFHandler {

  private final Map<String, Set<String>> kinds = new HashMap<>();

  private ClassRelations() {}

  /**
   * What each class is directly a kind of.
   *
   * @param base what relative names in it are relative to
   * @throws IOException when it is neither RDF/XML nor Turtle
   */
  static Map<String, Set<String>> read(String ontology, String base) throws IOException {
    ClassRelations relations = new ClassRelations();
    RDFParser parser = ontology.stripLeading().startsWith("<?xml") ? xml() : parserOf(ontology);
    parser.setRDFHandler(relations);
    parser.setParseErrorListener(new ParseErrorLogger());
    parser.set(BasicParserSettings.VERIFY_URI_SYNTAX, false);
    parser.set(BasicParserSettings.FAIL_ON_UNKNOWN_DATATYPES, false);
    parser.set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
    try {
      parser.parse(new StringReader(ontology), base);
    } catch (RDFParseException | RDFHandlerException e) {
      throw new IOException(e.getMessage(), e);
    }
    return relations.kinds;
  }

  /** XML without its declaration begins with an element that has a prefix, Turtle never does. */
  private static RDFParser parserOf(String ontology) {
    String text = ontology.stripLeading();
    return text.startsWith("<rdf:") || text.startsWith("<!") ? xml() : new TurtleParser();
  }

  /** Ontologies declare short names for addresses as entities; the JDK bounds how they expand. */
  private static RDFParser xml() {
    RDFParser parser = new RDFXMLParser();
    parser.set(XMLParserSettings.SECURE_PROCESSING, true);
    parser.set(XMLParserSettings.DISALLOW_DOCTYPE_DECL, false);
    parser.set(XMLParserSettings.LOAD_EXTERNAL_DTD, false);
    parser.set(XMLParserSettings.EXTERNAL_GENERAL_ENTITIES, false);
    parser.set(XMLParserSettings.EXTERNAL_PARAMETER_ENTITIES, false);
    return parser;
  }

  @Override
  public void handleStatement(Statement statement) {
    if (!statement.getSubject().isIRI() || !statement.getObject().isIRI()) {
      return;
    }
    String subject = statement.getSubject().stringValue();
    String object = statement.getObject().stringValue();
    if (statement.getPredicate().equals(RDFS.SUBCLASSOF)) {
      add(subject, object);
    } else if (statement.getPredicate().equals(OWL.EQUIVALENTCLASS)) {
      add(subject, object);
      add(object, subject);
    }
  }

  private void add(String name, String kind) {
    kinds.computeIfAbsent(name, n -> new HashSet<>()).add(kind);
  }
}
