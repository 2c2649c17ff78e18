package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The built-in process: each kind of input and output, and that nobody can change it. */
@ArquillianTest
class EchoIT {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
  private static final String INPUTS =
      """
      {"string": "täxt", "number": 1.5, "boolean": false, "array": [1, 2],
       "object": {"value": {"any": [null]}},
       "boundingBox": {"bbox": [51.9, 7, 52, 7.1], "crs": "http://www.opengis.net/def/crs/EPSG/0/4326"},
       "date": "2022-05-24T19:03:29Z", "enumeration": "blue",
       "image": {"value": "%s", "mediaType": "image/png", "encoding": "base64"},
       "features": {"type": "FeatureCollection", "features": []},
       "mixed": {"measurement": 2, "uom": "m"}}
      """
          .formatted(Base64.getEncoder().encodeToString(PNG));

  private final Server server = new Server("echoes");
  private final HttpClient http = HttpClient.newHttpClient();

  private <T> HttpResponse<T> execute(String prefer, String body, HttpResponse.BodyHandler<T> as)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri("processes/echo/execution"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(body));
    if (!prefer.isEmpty()) {
      request.header("Prefer", prefer);
    }
    return http.send(request.build(), as);
  }

  private HttpResponse<String> execute(String prefer, String body) throws Exception {
    return execute(prefer, body, BodyHandlers.ofString());
  }

  @Test
  void isListedAndDescribedForEveryTenant() throws Exception {
    JsonNode list = Server.json(server.get("processes")).get("processes");
    JsonNode described = Server.json(new Server("").get("processes/echo"));

    assertThat(list).extracting(process -> process.get("id").asText()).contains("echo");
    for (JsonNode process : list) {
      assertThat(process.get("links"))
          .extracting(link -> link.get("rel").asText())
          .contains("self", "alternate");
    }
    assertThat(Server.json(server.get("conformance")).get("conformsTo"))
        .extracting(JsonNode::asText)
        .contains("http://www.opengis.net/spec/ogcapi-processes-1/2.0/conf/oas");
    assertThat(described.get("mutable").asBoolean()).isFalse();
    assertThat(described.get("inputs")).hasSize(12);
    assertThat(described.get("outputs")).hasSize(11);
    assertThat(described.get("jobControlOptions"))
        .extracting(JsonNode::asText)
        .containsExactly("sync-execute", "async-execute", "dismiss");
    assertThat(server.get("processes/echo/package").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyCanChangeIt() throws Exception {
    String echo =
        "{cwlVersion: v1.2, class: CommandLineTool, id: echo, baseCommand: x, inputs: {},"
            + " outputs: {}}";
    isImmutable(server.post("processes", "application/cwl+yaml", echo));
    isImmutable(server.put("processes/echo", "application/cwl+yaml", echo));
    isImmutable(server.delete("processes/echo"));
    isImmutable(server.delete("processes/echo?force=true"));
  }

  private static void isImmutable(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
    assertThat(Server.json(response).get("type").asText())
        .isEqualTo(
            "http://www.opengis.net/def/exceptions/ogcapi-processes-2/1.0/immutable-process");
  }

  @Test
  void givesBackEveryKindSynchronously() throws Exception {
    HttpResponse<String> response =
        execute(
            "return=representation", "{\"inputs\": " + INPUTS + ", \"response\": \"document\"}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    isTheEchoOf(Server.json(response));
  }

  private static void isTheEchoOf(JsonNode results) throws Exception {
    ObjectNode expected = (ObjectNode) Server.JSON.readTree(INPUTS);
    for (String simple : new String[] {"string", "number", "boolean", "date", "enumeration"}) {
      assertThat(results.get(simple)).as(simple).isEqualTo(expected.get(simple));
    }
    for (String structured : new String[] {"array", "boundingBox", "features", "mixed"}) {
      assertThat(results.get(structured).get("value"))
          .as(structured)
          .isEqualTo(expected.get(structured));
    }
    assertThat(results.get("object")).isEqualTo(expected.get("object"));
    assertThat(results.at("/image/mediaType").asText()).isEqualTo("image/png");
    assertThat(results.at("/image/value")).isEqualTo(expected.at("/image/value"));
  }

  @Test
  void givesBackEveryKindAsynchronously() throws Exception {
    HttpResponse<String> response = execute("respond-async", "{\"inputs\": " + INPUTS + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    String job = Server.json(response).get("jobID").asText();

    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    assertThat(server.steps(job)).extracting(step -> step.get("path").asText()).contains("echo");
    JsonNode results = Server.json(server.get("jobs/" + job + "/results"));
    assertThat(server.download(results.at("/image/href").asText())).isEqualTo(PNG);
    HttpResponse<String> box = server.get("jobs/" + job + "/results/boundingBox");
    assertThat(Server.json(box).get("bbox")).hasSize(4);
  }

  @Test
  void oneImageIsTheBody() throws Exception {
    HttpResponse<byte[]> response =
        execute(
            "",
            "{\"inputs\": " + INPUTS + ", \"outputs\": {\"image\": {}}}",
            BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.body()).isEqualTo(PNG);
  }

  @Test
  void theMediaTypeOfAValueStaysWithIt() throws Exception {
    String gml = "application/gml+xml; version=3.2; profile=\"http://www.opengis.net/gml\"";
    String written = gml.replace("\"", "");
    String inputs =
        "{\"inputs\": {\"string\": \"a\", \"features\": {\"value\": \"<gml/>\", \"mediaType\": \""
            + written
            + "\"}, \"image\": {\"value\": \"%s\", \"mediaType\": \"image/png; x=1\"}}, "
                .formatted(Base64.getEncoder().encodeToString(PNG));

    HttpResponse<String> raw = execute("", inputs + "\"outputs\": {\"features\": {}}}");
    // Servers write parameters in an order of their own.
    assertThat(raw.headers().firstValue("Content-Type").orElse("").split("; ?"))
        .containsExactlyInAnyOrder(gml.split("; "));
    assertThat(raw.body()).isEqualTo("<gml/>");
    JsonNode document = Server.json(execute("", inputs + "\"response\": \"document\"}"));
    assertThat(document.at("/features/value").asText()).isEqualTo("<gml/>");
    assertThat(document.at("/features/mediaType").asText()).isEqualTo(gml);
    assertThat(document.at("/image/type").asText()).isEqualTo("image/png; x=1");
    assertThat(document.at("/image/rel").asText()).isEqualTo("item");
    HttpResponse<String> file =
        server.get(document.at("/image/href").asText().replaceFirst(".*/ogc-api/", ""));
    assertThat(file.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
        .isEqualTo("image/png;x=1");
    JsonNode byValue =
        Server.json(execute("return=representation", inputs + "\"response\": \"document\"}"));
    assertThat(byValue.at("/image/mediaType").asText()).isEqualTo("image/png; x=1");
    JsonNode link =
        Server.json(
            execute(
                "",
                inputs
                    + "\"response\": \"document\","
                    + " \"outputs\": {\"features\": {\"transmissionMode\": \"reference\"}}}"));
    assertThat(link.at("/features/type").asText()).isEqualTo(gml);
    assertThat(link.at("/features/rel").asText()).isEqualTo("item");
  }

  @Test
  void formatsThatCannotBeMetAreRefused() throws Exception {
    String body = "{\"inputs\": {\"string\": \"a\"}, \"outputs\": {\"string\": {\"format\": %s}}}";
    for (String format :
        new String[] {"{\"mediaType\": \"image/png\"}", "{\"encoding\": \"hex\"}"}) {
      HttpResponse<String> refused = execute("", body.formatted(format));
      assertThat(refused.statusCode()).as(format).isEqualTo(400);
      assertThat(Server.json(refused).get("type").asText()).endsWith("/invalid-parameter-value");
    }
    HttpResponse<String> json =
        execute("", body.formatted("{\"mediaType\": \"application/json\"}"));
    assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json.body()).isEqualTo("\"a\"");
    String encoded = body.formatted("{\"encoding\": \"base64\"}");
    JsonNode document =
        Server.json(execute("", encoded.replaceFirst("}$", ", \"response\": \"document\"}")));
    assertThat(document.at("/string/value").asText()).isEqualTo("YQ==");
    assertThat(document.at("/string/encoding").asText()).isEqualTo("base64");
  }

  @Test
  void outputsAreCountedByWhatWasAskedFor() throws Exception {
    HttpResponse<String> all = execute("", "{\"inputs\": {\"string\": \"a\"}}");
    assertThat(all.headers().firstValue("Content-Type").orElse("")).startsWith("multipart/related");
    HttpResponse<String> none =
        execute("", "{\"inputs\": {\"string\": \"a\"}, \"outputs\": {\"number\": {}}}");
    assertThat(none.statusCode()).isEqualTo(204);
    String job = none.headers().firstValue("Link").orElse("").replaceAll(".*/jobs/|>.*", "");
    assertThat(server.get("jobs/" + job + "/results/number").statusCode()).isEqualTo(204);
    assertThat(server.get("jobs/" + job + "/results").body()).isEqualTo("{}");
    assertThat(server.get("jobs/" + job + "/results/string").statusCode()).isEqualTo(404);
  }

  @Test
  void inputsThatDoNotFitTheirSchemasAreNamed() throws Exception {
    HttpResponse<String> response =
        execute("", "{\"inputs\": {\"string\": \"s\", \"array\": [1], \"date\": \"soon\"}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonNode problem = Server.json(response);
    assertThat(problem.get("type").asText()).endsWith("/invalid-parameter-value");
    assertThat(problem.get("problems"))
        .extracting(each -> each.get("input").asText())
        .containsExactly("array", "date");
  }

  @Test
  void itsPauseEndsWithItsDismissal() throws Exception {
    HttpResponse<String> response =
        execute("respond-async", "{\"inputs\": {\"string\": \"s\", \"pause\": 600}}");
    String job = Server.json(response).get("jobID").asText();
    server.await(job, status -> status.get("message").asText().contains("echo"));

    assertThat(server.delete("jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(server.status(job).get("status").asText()).isEqualTo("dismissed");
    assertThat(server.steps(job))
        .filteredOn(step -> step.get("path").asText().equals("echo"))
        .extracting(step -> step.get("status").asText())
        .containsExactly("dismissed");
  }
}
