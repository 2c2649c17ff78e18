package org.periplus.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.Sha256;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.process.deployment.InvalidPackageException;
import org.periplus.process.deployment.ReferredDocument;
import org.periplus.process.input.InvalidInputException;

/** What a package refers to is as it was when it was deployed, whatever becomes of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FrozenPackagesTest {

  private static final String TYPES = "[{name: Mode, type: enum, symbols: [fast, slow]}]";
  private static final String TOOL =
      "{cwlVersion: v1.2, class: CommandLineTool, baseCommand: [echo], inputs: {}, outputs: {}}";
  private static final String ONTOLOGY =
      """
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <http://example.org/cog> rdfs:subClassOf <http://example.org/tiff> .
      """;

  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final String home;
  private final Database database;

  FrozenPackagesTest(TestDatabase kind) throws IOException {
    database = kind.open();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String text = documents.get(exchange.getRequestURI().getPath());
          byte[] body = (text == null ? "" : text).getBytes(UTF_8);
          exchange.sendResponseHeaders(
              text == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    home = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterEach
  void close() {
    server.stop(0);
    database.close();
  }

  /** As a server does after its start: nothing that was read before is kept. */
  private ProcessCatalogue catalogue() {
    return new ProcessCatalogue(
        database, Packages.readerThatMayAsk("127.0.0.1"), BuiltInProcesses.none());
  }

  private void deploy(String document) {
    catalogue().deploy("acme", Packages.cwl(document.replace("HOME/", home)), Optional.empty());
  }

  private void deployWithImport() {
    documents.put("/types.yaml", TYPES);
    deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: imp
        baseCommand: echo
        requirements: {SchemaDefRequirement: {types: [{$import: 'HOME/types.yaml'}]}}
        inputs: {m: 'HOME/types.yaml#Mode'}
        outputs: {}
        """);
  }

  /** Executes the first revision, as far as its inputs are checked. */
  private void give(String mode) {
    catalogue()
        .inputsOfRevision("acme", "imp", 1, JsonNodeFactory.instance.objectNode().put("m", mode));
  }

  @Test
  void anImportThatIsGoneIsStillThere() {
    deployWithImport();

    documents.clear();

    give("slow");
  }

  @Test
  void anImportThatChangesDoesNotChangeTheProcess() {
    deployWithImport();

    documents.put("/types.yaml", TYPES.replace("slow", "quick"));

    give("slow");
    assertThatThrownBy(() -> give("quick")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aReplacementReadsAnew() {
    deployWithImport();
    documents.put("/types.yaml", TYPES.replace("slow", "quick"));

    ProcessCatalogue catalogue = catalogue();
    catalogue.replace(
        "acme",
        "imp",
        Packages.cwl(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            baseCommand: echo
            requirements: {SchemaDefRequirement: {types: [{$import: 'HOME/types.yaml'}]}}
            inputs: {m: 'HOME/types.yaml#Mode'}
            outputs: {}
            """
                .replace("HOME/", home)),
        Optional.empty(),
        any -> {});

    catalogue.inputsOfRevision(
        "acme", "imp", 2, JsonNodeFactory.instance.objectNode().put("m", "quick"));
  }

  @Test
  void stepsThatRunDocumentsElsewhereAndWhatTheseIncludeAreKept() {
    documents.put("/script.txt", "cat");
    documents.put("/tool.cwl", TOOL.replace("[echo]", "{$include: script.txt}"));
    deploy(
        """
        cwlVersion: v1.2
        class: Workflow
        id: imp
        inputs: {}
        outputs: {}
        steps: {one: {run: 'HOME/tool.cwl', in: {}, out: []}}
        """);

    documents.clear();

    assertThat(catalogue().workflow("acme", "imp", 1).toString()).contains("cat");
  }

  @Test
  void ontologiesAreKept() {
    documents.put("/formats.ttl", ONTOLOGY);
    deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: imp
        $schemas: ['HOME/formats.ttl']
        baseCommand: echo
        inputs: {}
        outputs: {}
        """);

    documents.clear();

    assertThat(
            catalogue()
                .formats("acme", "imp", 1)
                .covers("http://example.org/cog", "http://example.org/tiff"))
        .isTrue();
  }

  @Test
  void eachDocumentIsKnownByItsDigest() {
    deployWithImport();

    assertThat(
            new PackageTexts(database, Packages.reader())
                .of(catalogue().require("acme", "imp"))
                .referred())
        .extracting(ReferredDocument::digest)
        .containsExactly(Sha256.hex(TYPES));
  }

  @Test
  void packagesOfBeforeReadAnew() {
    deployWithImport();
    database.transact(
        jpa -> {
          jpa.createNativeQuery("delete from referred_document").executeUpdate();
          jpa.createNativeQuery("update package_text set frozen = false").executeUpdate();
        });

    give("slow");
    documents.clear();
    assertThatThrownBy(() -> give("slow")).isInstanceOf(InvalidPackageException.class);
  }
}
