package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Packages: their versions, those that are an image, and how clients of users bring them. */
@ArquillianTest
class PackagesIT {

  private static final String YAML = "application/cwl+yaml";
  private static final String ENVELOPE = "application/ogcapppkg+json";
  private static final String WORD =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: word
      label: %s
      baseCommand: [sh, -c, 'sleep 1; printf %s']
      inputs: {}
      stdout: word.txt
      outputs: {word: stdout}
      """;
  private static final String IMAGE =
      """
      {"processDescription": {"process": {
         "id": "shout", "title": "Shout",
         "inputs": {"script": {"schema": {"type": "string"}},
                    "text": {"schema": {"type": "string", "contentMediaType": "text/plain"}}},
         "outputs": {"loud": {"schema": {"type": "string", "contentMediaType": "text/plain"}},
                     "length": {"schema": {"type": "integer"}}}}},
       "executionUnit": {"type": "docker", "image": "bash:4.4",
         "bindings": {"inputBindings": {"script": {"prefix": "-c"}},
                      "outputBindings": {"loud": {"glob": "*.up"}}}}}
      """;

  private final Server server = new Server("packages");

  @Test
  void aReplacedVersionStaysReadableAndItsJobsGoOn() throws Exception {
    server.delete("processes/word?force=true");
    String first = WORD.formatted("First", "one");
    server.deploy(first);
    String job = server.execute("word", "{}");
    String second =
        "{\"executionUnit\": {\"value\": "
            + Server.JSON.writeValueAsString(WORD.formatted("Second", "two"))
            + "}}";
    assertThat(server.put("processes/word", ENVELOPE, second).statusCode()).isEqualTo(204);

    JsonNode described = Server.json(server.get("processes/word"));
    assertThat(described.get("title").asText()).isEqualTo("Second");
    assertThat(described.get("links"))
        .filteredOn(link -> link.get("rel").asText().equals("version-history"))
        .extracting(link -> link.get("href").asText())
        .first()
        .asString()
        .endsWith("/processes/word/versions");
    JsonNode versions = Server.json(server.get("processes/word/versions")).get("versions");
    assertThat(versions.get(0).get("current").asBoolean()).isTrue();
    assertThat(versions.get(1).get("current").asBoolean()).isFalse();
    String before = "processes/word/versions/" + versions.get(1).get("revision").asInt();
    assertThat(Server.json(server.get(before)).get("title").asText()).isEqualTo("First");
    HttpResponse<String> deployed = server.get(before + "/package");
    assertThat(deployed.headers().firstValue("Content-Type").orElse("")).startsWith(YAML);
    assertThat(deployed.body()).isEqualTo(first);
    HttpResponse<String> packed = server.get(before + "/package?f=cwl");
    assertThat(packed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/cwl+json");
    assertThat(Server.json(packed).at("/$graph/0/label").asText()).isEqualTo("First");
    HttpResponse<String> current = server.get("processes/word/package");
    assertThat(current.headers().firstValue("Content-Type").orElse("")).startsWith(ENVELOPE);
    assertThat(current.body()).isEqualTo(second);
    assertThat(server.get("processes/word/versions/0").statusCode()).isEqualTo(404);
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    assertThat(server.get("jobs/" + job + "/results/word").body()).isEqualTo("one");
  }

  @Test
  void packagesAreTakenAsClientsOfTheFieldSendThem() throws Exception {
    String cwl = WORD.formatted("Sent", "x");
    String tool =
        "{\"cwlVersion\": \"v1.2\", \"class\": \"CommandLineTool\", \"id\": \"word\","
            + " \"baseCommand\": \"true\", \"inputs\": {}, \"outputs\": {}}";
    String unit = "{\"executionUnit\": [{\"unit\": " + tool + "}]}";
    String[][] bodies = {
      {"application/json", unit, ENVELOPE},
      {"application/json; charset=utf-8", tool, "application/cwl+json"},
      {"application/octet-stream", cwl, YAML},
      {"text/plain", cwl, YAML},
      {"", cwl, YAML},
      {"", unit, ENVELOPE}
    };
    for (String[] body : bodies) {
      server.delete("processes/word?force=true");
      String[] headers = {
        body[0].isEmpty() ? "Accept" : "Content-Type", body[0].isEmpty() ? "*/*" : body[0]
      };
      HttpResponse<String> response = server.send("POST", "processes", body[1], headers);
      assertThat(response.statusCode()).as(body[0] + ": " + response.body()).isEqualTo(201);
      HttpResponse<String> stored = server.get("processes/word/package");
      assertThat(stored.headers().firstValue("Content-Type").orElse("")).startsWith(body[2]);
      assertThat(stored.body()).isEqualTo(body[1]);
      assertThat(server.send("PUT", "processes/word", body[1], headers).statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void aDryRunSaysWhatADeploymentWouldAndDeploysNothing() throws Exception {
    String cwl = WORD.replace("id: word", "id: tried").formatted("Tried", "x");
    HttpResponse<String> good = server.post("processes?dry-run=true", YAML, cwl);
    assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
    assertThat(Server.json(good).get("title").asText()).isEqualTo("Tried");
    assertThat(Server.json(good).get("outputs").has("word")).isTrue();
    assertThat(server.get("processes/tried").statusCode()).isEqualTo(404);
    HttpResponse<String> bad =
        server.post(
            "processes?dry-run=true", YAML, cwl.replace("inputs: {}", "inputs: {a: x, b: y}"));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(Server.json(bad).get("problems")).hasSizeGreaterThan(1);
    assertThat(server.post("processes?dry-run=maybe", YAML, cwl).statusCode()).isEqualTo(400);
    assertThat(server.put("processes/tried?dry-run=true", YAML, cwl).statusCode()).isEqualTo(404);
    HttpResponse<String> immutable =
        server.post("processes?dry-run", YAML, cwl.replace("id: tried", "id: echo"));
    isRefused(immutable, 403, "immutable-process");
  }

  @Test
  void aRefusalOfAMediaTypeSaysWhichAreRead() throws Exception {
    String cwl = WORD.formatted("Refused", "x");
    for (String[] headers :
        new String[][] {
          {"Content-Type", "application/xml"},
          {"Content-Type", "text/plain", "Cookie", "a=b"},
          {"Content-Type", "text/plain", "Referer", "https://evil.example/"},
          {"Cookie", "a=b"}
        }) {
      HttpResponse<String> response = server.send("POST", "processes", cwl, headers);
      isRefused(response, 415, "unsupported-media-type");
      for (String field : List.of("Accept", "Accept-Post")) {
        assertThat(response.headers().firstValue(field).orElse(""))
            .contains("application/cwl+yaml, application/cwl, ");
      }
      assertThat(Server.json(response).get("detail").asText()).contains(ENVELOPE);
      assertThat(Server.json(response).get("problems").toString()).contains(ENVELOPE);
    }
    HttpResponse<String> replaced =
        server.send("PUT", "processes/word", cwl, "Content-Type", "application/xml");
    assertThat(replaced.statusCode()).isEqualTo(415);
    assertThat(replaced.headers().firstValue("Accept").orElse("")).contains(YAML);
    HttpResponse<String> patched =
        server.send("PATCH", "processes/word/access", "{}", "Content-Type", "text/plain");
    assertThat(patched.headers().firstValue("Accept-Patch").orElse(""))
        .isEqualTo("application/merge-patch+json, application/json");
    HttpResponse<String> executed =
        server.post("processes/echo/execution", "application/ogcapi-processes+json", "{}");
    assertThat(executed.statusCode()).as(executed.body()).isNotEqualTo(415);
    HttpResponse<String> form =
        server.send(
            "POST",
            "processes/echo/execution",
            "{}",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(form.headers().firstValue("Accept-Post").orElse(""))
        .isEqualTo("application/json, application/ogcapi-processes+json");
  }

  @Test
  void anImageWithADescriptionRunsAsItSays() throws Exception {
    server.delete("processes/shout?force=true");
    HttpResponse<String> response = server.post("processes", ENVELOPE, IMAGE);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);

    String job =
        server.execute(
            "shout",
            """
            {"script": "read t < \\"$0\\"; printf \\"${t^^}\\" > text.up; printf ${#t} > length",
             "text": {"value": "land ahoy\\n", "mediaType": "text/plain"}}
            """);

    JsonNode status = server.awaitEnd(job);
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(server.get("jobs/" + job + "/results/loud").body()).isEqualTo("LAND AHOY");
    assertThat(server.get("jobs/" + job + "/results/length").body()).isEqualTo("9");
    assertThat(server.get("processes/shout/package").body()).isEqualTo(IMAGE);
  }

  @Test
  void withoutAChoiceTheFirstWorkflowOfADocumentIsDeployed() throws Exception {
    server.delete("processes/one");
    String workflow = "{class: Workflow, id: %s, inputs: {}, outputs: {}, steps: {}}";
    server.deploy(
        "cwlVersion: v1.2\n$graph: ["
            + workflow.formatted("one")
            + ", "
            + workflow.formatted("two")
            + "]\n");

    assertThat(server.get("processes/one").statusCode()).isEqualTo(200);
  }

  @Test
  void whatCannotBeChangedOrDeployedHasTheStandardsTypes() throws Exception {
    String stays =
        "{\"processDescription\": {\"process\": {\"id\": \"stays\", \"mutable\": false}},"
            + " \"executionUnit\": {\"value\": "
            + Server.JSON.writeValueAsString(WORD.formatted("Stays", "x"))
            + "}%s}";
    if (server.get("processes/stays").statusCode() == 404) {
      assertThat(server.post("processes", ENVELOPE, stays.formatted("")).statusCode())
          .isEqualTo(201);
    }
    isRefused(server.post("processes", ENVELOPE, stays.formatted("")), 403, "immutable-process");
    isRefused(
        server.put("processes/stays", YAML, WORD.formatted("y", "y")), 403, "immutable-process");
    isRefused(server.delete("processes/stays"), 403, "immutable-process");
    isRefused(
        server.post(
            "processes", ENVELOPE, stays.formatted(", \"deploymentProfile\": \"http://space\"")),
        415,
        "unsupported-media-type");
  }

  private static void isRefused(HttpResponse<String> response, int status, String type)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(Server.json(response).get("type").asText())
        .isEqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-2/1.0/" + type);
  }

  @Test
  void theLibrariesThatUsersHaveDeployDescribeExecuteMonitorAndDismiss() throws Exception {
    PythonClients.use(server.uri("."));
  }
}
