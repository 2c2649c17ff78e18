package org.periplus.cwl.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FormatOntologyTest {

  private static final String FORMATS = "https://example.org/formats/";
  private static final String XML =
      """
      <?xml version="1.0"?>
      <!DOCTYPE rdf:RDF [<!ENTITY f "https://example.org/formats/">]>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
               xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
               xmlns:owl="http://www.w3.org/2002/07/owl#">
        <owl:Class rdf:about="&f;cog"><rdfs:subClassOf rdf:resource="&f;geotiff"/></owl:Class>
        <owl:Class rdf:about="&f;geotiff">
          <rdfs:subClassOf rdf:resource="&f;tiff"/>
          <rdfs:subClassOf><owl:Restriction/></rdfs:subClassOf>
        </owl:Class>
      </rdf:RDF>
      """;
  private static final String TURTLE =
      """
      @prefix f: <https://example.org/formats/> .
      @prefix owl: <http://www.w3.org/2002/07/owl#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      f:tiff owl:equivalentClass f:TIF .
      f:TIF rdfs:subClassOf f:raster .
      f:raster rdfs:subClassOf f:TIF .
      """;
  private static final Map<String, String> TEXTS =
      Map.of("https://example.org/a.owl", XML, "https://example.org/b.ttl", TURTLE);

  private static String read(URI uri) throws IOException {
    String text = TEXTS.get(uri.toString());
    if (text == null) {
      throw new IOException("there is no such file");
    }
    return text;
  }

  private static boolean covers(FormatOntology ontology, String actual, String asked) {
    return ontology.covers(FORMATS + actual, FORMATS + asked);
  }

  @Test
  void aFormatStandsForThoseItIsAKindOf() {
    FormatOntology ontology =
        new FormatOntology(List.copyOf(TEXTS.keySet()), FormatOntologyTest::read);

    assertThat(covers(ontology, "cog", "geotiff")).isTrue();
    assertThat(covers(ontology, "cog", "tiff")).as("over two steps").isTrue();
    assertThat(covers(ontology, "cog", "TIF")).as("over an equivalent class").isTrue();
    assertThat(covers(ontology, "cog", "raster")).as("over both files and a cycle").isTrue();
    assertThat(covers(ontology, "TIF", "tiff")).as("equivalence goes both ways").isTrue();
    assertThat(covers(ontology, "tiff", "cog")).as("being a kind does not").isFalse();
    assertThat(covers(ontology, "other", "other")).isTrue();
    assertThat(covers(ontology, "other", "tiff")).isFalse();
  }

  @Test
  void formatsAreComparedByNameWhenAnOntologyCannotBeRead() {
    FormatOntology ontology =
        new FormatOntology(
            List.of("https://example.org/gone.owl", "not an address", "https://example.org/b.ttl"),
            FormatOntologyTest::read);

    assertThat(covers(ontology, "cog", "cog")).isTrue();
    assertThat(covers(ontology, "cog", "tiff")).isFalse();
    assertThat(covers(ontology, "tiff", "TIF")).as("the others count still").isTrue();
  }

  @Test
  void whatIsNoOntologyRelatesNothing() {
    for (String text : List.of("<html><body>Not found</body></html>", "cwlVersion: v1.2", "")) {
      assertThat(covers(new FormatOntology(List.of("x:y"), uri -> text), "cog", "tiff")).isFalse();
    }
  }

  @Test
  void readsNothingUnlessItMustAndThenOnce() {
    AtomicInteger reads = new AtomicInteger();
    FormatOntology ontology =
        new FormatOntology(
            List.of("https://example.org/a.owl"),
            uri -> {
              reads.incrementAndGet();
              return XML;
            });

    covers(ontology, "cog", "cog");
    assertThat(reads).hasValue(0);
    covers(ontology, "cog", "tiff");
    covers(ontology, "cog", "raster");
    assertThat(reads).hasValue(1);
  }

  @Test
  @Timeout(20)
  void entitiesThatExplodeOrLeadElsewhereAreRefused() {
    StringBuilder entities = new StringBuilder("<!ENTITY e0 \"boom\">");
    for (int i = 1; i < 40; i++) {
      entities.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
    }
    String bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE r ["
            + entities
            + "]><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
            + "<rdf:Description rdf:about=\"&e39;\"/></rdf:RDF>";
    String thief =
        XML.replace(
            "<!ENTITY f \"https://example.org/formats/\">", "<!ENTITY f SYSTEM \"/etc/passwd\">");

    assertThat(covers(new FormatOntology(List.of("x:y"), uri -> bomb), "cog", "tiff")).isFalse();
    assertThat(covers(new FormatOntology(List.of("x:y"), uri -> thief), "cog", "tiff")).isFalse();
  }
}
