package org.periplus.cwl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.periplus.cwl.tool.FormatRelation;

class OntologiesTest {

  private static final String OWL =
      """
      <?xml version="1.0"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
               xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
               xmlns:owl="http://www.w3.org/2002/07/owl#">
        <owl:Class rdf:about="http://example.org/geotiff">
          <rdfs:subClassOf rdf:resource="http://example.org/tiff"/>
          <rdfs:subClassOf>
            <owl:Restriction/>
          </rdfs:subClassOf>
        </owl:Class>
        <owl:Class rdf:about="http://example.org/tiff">
          <rdfs:subClassOf rdf:resource="http://example.org/image"/>
        </owl:Class>
      </rdf:RDF>
      """;
  private static final String TURTLE =
      """
      @prefix owl: <http://www.w3.org/2002/07/owl#> .
      <http://other.org/bild> owl:equivalentClass <http://example.org/image> .
      """;
  private static final Map<String, String> WEB =
      Map.of(
          "http://example.org/formats.owl",
          OWL,
          "http://other.org/formats.ttl",
          TURTLE,
          "http://example.org/page",
          "<html>not found</html>",
          "http://example.org/evil",
          """
          <?xml version="1.0"?>
          <!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                   xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
            <rdf:Description rdf:about="http://example.org/a">
              <rdfs:label>&file;</rdfs:label>
              <rdfs:subClassOf rdf:resource="http://example.org/b"/>
            </rdf:Description>
          </rdf:RDF>
          """);

  private static FormatRelation relation(String... schemas) {
    return new Ontologies(
            uri -> {
              if (!WEB.containsKey(uri.toString())) {
                throw new IOException("there is none");
              }
              return WEB.get(uri.toString());
            })
        .relation(List.of(schemas));
  }

  @Test
  void aSubclassCoversWhatItIsACaseOf() {
    FormatRelation formats = relation("http://example.org/formats.owl");

    assertThat(formats.covers("http://example.org/geotiff", "http://example.org/image")).isTrue();
    assertThat(formats.covers("http://example.org/image", "http://example.org/geotiff")).isFalse();
  }

  @Test
  void equivalentClassesOfAnotherOntologyCountBothWays() {
    FormatRelation formats =
        relation("http://example.org/formats.owl", "http://other.org/formats.ttl");

    assertThat(formats.covers("http://example.org/geotiff", "http://other.org/bild")).isTrue();
    assertThat(formats.covers("http://other.org/bild", "http://example.org/image")).isTrue();
  }

  @Test
  void whatCannotBeReadSaysNothing() {
    FormatRelation formats =
        relation("http://example.org/none", "http://example.org/page", "no address");

    assertThat(formats.covers("http://example.org/a", "http://example.org/a")).isTrue();
    assertThat(formats.covers("http://example.org/geotiff", "http://example.org/tiff")).isFalse();
  }

  @Test
  void entitiesOfTheServersFilesAreNotRead() {
    // Read without the file or not at all: both are safe; what it must not do is fail the server.
    FormatRelation formats = relation("http://example.org/evil");

    assertThat(formats.covers("http://example.org/b", "http://example.org/a")).isFalse();
  }
}
