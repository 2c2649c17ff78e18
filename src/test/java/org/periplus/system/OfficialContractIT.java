package org.periplus.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.periplus.system.OfficialApi.Answer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every answer of every operation of the official OpenAPI documents, produced by this server and
 * held against the document: status, headers and body.
 */
@ArquillianTest
class OfficialContractIT {

  private static final Path FOLDER = Path.of(System.getProperty("ogc.contract", "../shared/ogc"));
  private static final String TENANT = "contract";
  private static final String CWL = "application/cwl+yaml";
  private static final String JSON = "application/json";

  private static final String TOOL =
      """
      cwlVersion: v1.2
      class: ExpressionTool
      id: %s
      requirements: {InlineJavascriptRequirement: {}}
      inputs: {word: string}
      outputs: {word: string}
      expression: '${ if (inputs.word === "fail") { throw "as asked"; } return {word: inputs.word}; }'
      """;

  /** What no client can make this server answer, and why. */
  private static final Map<String, String> NEVER =
      Map.ofEntries(
          Map.entry("GET / 500", "nothing that a client does is an error of the server"),
          Map.entry("GET /conformance 500", "likewise"),
          Map.entry("GET /api 500", "likewise"),
          Map.entry("GET /api/processes-list 500", "likewise"),
          Map.entry("POST /processes 500", "likewise"),
          Map.entry("PUT /processes/{processID} 500", "likewise"),
          Map.entry("DELETE /processes/{processID} 500", "likewise"),
          Map.entry("GET /jobs/{jobID} 500", "likewise"),
          Map.entry("DELETE /jobs/{jobID} 500", "likewise"),
          Map.entry("GET /api/processes-list 404", "the list is always there"),
          Map.entry("GET /jobs 404", "the list is always there, and may be empty"),
          Map.entry("GET /processes/{id}/jobs 404", "the list of /jobs is empty then"),
          Map.entry("POST /processes 403", "who deploys what exists already gets 409"),
          Map.entry(
              "PUT /processes/{processID} 409", "a replacement has the identifier it replaces"),
          Map.entry(
              "POST /processes/{processID}/execution 303", "answers Part 3's response=collection"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server(TENANT);
  private final Server elsewhere = new Server("contract-too");

  @Test
  void everyOperationOfVersion2AndPart2IsAnsweredAsItSays() throws Exception {
    Path file = FOLDER.resolve("processes-2.0-and-parts-2-3-4.openapi.json");
    if (isThere(file)) {
      walk(
          OfficialApi.read(file)
              // the bundled file has the fields of features under the name of an input's schema
              .correcting("", "schema", "{\"type\": \"object\"}")
              // version 1.0 has the identifier of the process, which is no absolute URI
              .correcting("/statusInfo/allOf/1/properties", "processID", "{\"type\": \"string\"}"),
          probes("/processes/{processID}", "/jobs/{jobID}"));
    }
  }

  /** The file is of a draft in which jobs lay below their processes; 1.0 has them at /jobs. */
  @Test
  void everyOperationOfVersion1IsAnsweredAsItSays() throws Exception {
    Path file = FOLDER.resolve("processes-1.0.openapi.yaml");
    if (isThere(file)) {
      Map<String, Callable<HttpResponse<String>>> probes =
          probes("/processes/{id}", "/processes/{id}/jobs/{jobID}");
      probes.put("GET /processes/{id}/jobs 200", () -> get("jobs?processID=echo"));
      for (String status : List.of("200", "201", "404")) {
        probes.put(
            "POST /processes/{id}/jobs " + status,
            probes.get("POST /processes/{id}/execution " + status));
      }
      walk(
          OfficialApi.read(file).withOverlapping("inputValueNoObject", "inlineOrRefData", "schema"),
          probes);
    }
  }

  private static boolean isThere(Path file) {
    if (!Files.exists(file)) {
      System.out.println(
          "The official OpenAPI document was not compared: put it to "
              + file.toAbsolutePath().normalize()
              + ", or say where its folder is with -Dogc.contract=DIR.");
    }
    return Files.exists(file);
  }

  private void walk(OfficialApi api, Map<String, Callable<HttpResponse<String>>> probes)
      throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (Answer answer : api.answers()) {
      if (NEVER.containsKey(answer.toString())) {
        continue;
      }
      Callable<HttpResponse<String>> probe = probes.get(answer.toString());
      softly.assertThat(probe).as("%s is asked for", answer).isNotNull();
      if (probe != null) {
        compare(api, answer, probe.call(), softly);
      }
    }
    softly.assertAll();
  }

  private static void compare(
      OfficialApi api, Answer answer, HttpResponse<String> response, SoftAssertions softly)
      throws Exception {
    softly
        .assertThat(response.statusCode())
        .as("%s: %s", answer, response.body())
        .isEqualTo(answer.status());
    answer
        .described()
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name ->
                softly
                    .assertThat(response.headers().firstValue(name))
                    .as("%s: %s", answer, name)
                    .isPresent());
    JsonNode content = answer.described().path("content");
    if (content.isEmpty() || content.has("/*")) {
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    // RFC 9457 and the text of the standard have a type of their own for problems
    String described = type.equals("application/problem+json") ? JSON : type;
    JsonNode media = content.findValue(described);
    for (Map.Entry<String, JsonNode> each : content.properties()) {
      if (each.getKey().replaceFirst(";.*", "").equals(described)) {
        media = each.getValue();
      }
    }
    softly.assertThat(media).as("%s: %s is one of its media types", answer, type).isNotNull();
    if (media != null && media.has("schema") && !response.body().isEmpty()) {
      Object body = new Load(LoadSettings.builder().build()).loadFromString(response.body());
      softly
          .assertThat(api.problems(media.get("schema"), Server.JSON.valueToTree(body)))
          .as("%s: %s", answer, response.body())
          .isEmpty();
    }
  }

  /** The requests that produce the answers, by operation and status. */
  private Map<String, Callable<HttpResponse<String>>> probes(String process, String job)
      throws Exception {
    server.delete("processes/given");
    server.deploy(TOOL.formatted("given"));
    server.delete("processes/both");
    server.deployOfferingBothModes(TOOL.formatted("both"));
    server.delete("processes/tool");
    server.deploy(
        "{cwlVersion: v1.2, class: CommandLineTool, id: tool, baseCommand: 'true',"
            + " inputs: {}, outputs: {}}");
    String done = end("echo", "{\"string\": \"a\", \"number\": 1.5, \"array\": [1, 2]}");
    String failed = end("given", "{\"word\": \"fail\"}");
    Map<String, Callable<HttpResponse<String>>> probes = new TreeMap<>();
    for (String path : List.of("/", "/conformance", "/api", "/api/processes-list")) {
      String relative = path.substring(1);
      probes.put("GET " + path + " 200", () -> get(relative));
      probes.put("GET " + path + " 406", () -> get(relative, "Accept", "image/png"));
    }
    probes.put("GET /processes 200", () -> get("processes"));
    probes.put("POST /processes 201", () -> deployAnew("fresh"));
    probes.put("POST /processes 400", () -> server.post("processes", CWL, "class: Nothing"));
    probes.put("POST /processes 409", () -> server.post("processes", CWL, TOOL.formatted("given")));
    probes.put("GET " + process + " 200", () -> get("processes/echo"));
    probes.put("GET " + process + " 404", () -> get("processes/none"));
    probes.put("PUT " + process + " 204", () -> replace("given", "given"));
    probes.put("PUT " + process + " 400", () -> server.put("processes/given", CWL, "class: No"));
    probes.put("PUT " + process + " 403", () -> replace("echo", "echo"));
    probes.put("PUT " + process + " 404", () -> replace("none", "none"));
    probes.put("DELETE " + process + " 204", this::undeploy);
    probes.put("DELETE " + process + " 403", () -> server.delete("processes/echo"));
    probes.put("DELETE " + process + " 404", () -> server.delete("processes/none"));
    probes.put("GET " + process + "/package 200", () -> get("processes/tool/package"));
    probes.put("GET " + process + "/package 404", () -> get("processes/none/package"));
    addExecutions(probes, process + "/execution");
    probes.put("GET /jobs 200", () -> get("jobs"));
    probes.put("GET " + job + " 200", () -> get("jobs/" + done));
    probes.put("GET " + job + " 404", () -> get("jobs/none"));
    probes.put("DELETE " + job + " 200", this::dismiss);
    probes.put("DELETE " + job + " 404", () -> server.delete("jobs/none"));
    addResults(probes, job, "", done + "/results", failed + "/results");
    addResults(probes, job, "/{outputID}", done + "/results/number", failed + "/results/word");
    addResults(
        probes, job, "/{outputID}/{N}", done + "/results/array/1", failed + "/results/word/1");
    return probes;
  }

  private void addExecutions(Map<String, Callable<HttpResponse<String>>> probes, String path) {
    String number =
        "{\"inputs\": {\"string\": \"a\", \"number\": 1.5}, \"outputs\": {\"number\": {}}}";
    String nothing = "{\"inputs\": {\"string\": \"a\"}, \"outputs\": {}}";
    String fails = "{\"inputs\": {\"word\": \"fail\"}}";
    probes.put("POST " + path + " 200", () -> execute("echo", "respond-sync", number));
    probes.put("POST " + path + " 201", () -> execute("echo", "respond-async", number));
    probes.put("POST " + path + " 204", () -> execute("echo", "respond-sync", nothing));
    probes.put("POST " + path + " 404", () -> execute("none", "respond-sync", number));
    probes.put("POST " + path + " 500", () -> execute("both", "respond-sync, wait=60", fails));
  }

  private void addResults(
      Map<String, Callable<HttpResponse<String>>> probes,
      String job,
      String described,
      String done,
      String failed) {
    String path = "GET " + job + "/results" + described;
    probes.put(path + " 200", () -> get("jobs/" + done));
    probes.put(path + " 404", () -> get("jobs/none" + done.substring(done.indexOf('/'))));
    probes.put(path + " 500", () -> get("jobs/" + failed));
  }

  /** Every type of exception that the text of the standard names, in its Parts 1, 2 and 4. */
  @Test
  void everyExceptionTypeOfTheStandardIsProduced() throws Exception {
    server.delete("processes/given");
    server.deploy(TOOL.formatted("given"));
    String done = end("echo", "{\"string\": \"a\"}");
    String running = server.execute("echo", "{\"string\": \"a\", \"pause\": 120}");
    HttpResponse<String> empty =
        execute("echo", "respond-async", "{\"inputs\": {\"string\": \"a\"}, \"outputs\": {}}");
    String without = Server.json(empty).get("jobID").asText();
    server.awaitEnd(without);
    String part1 = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";
    String part2 = "http://www.opengis.net/def/exceptions/ogcapi-processes-2/1.0/";
    String part4 = "http://www.opengis.net/def/exceptions/ogcapi-processes-4/1.0/";
    Map<String, HttpResponse<String>> problems = new LinkedHashMap<>();
    problems.put(part1 + "no-such-process 404", get("processes/none"));
    problems.put(part1 + "no-such-job 404", get("jobs/none"));
    problems.put(part1 + "no-such-output 400", get("jobs/" + done + "/results/none"));
    problems.put(part1 + "result-not-ready 404", get("jobs/" + running + "/results"));
    problems.put(part1 + "result-not-available 404", get("jobs/" + without + "/results"));
    problems.put(part1 + "invalid-query-parameter-value 400", get("jobs?limit=none"));
    problems.put(
        part2 + "duplicated-process 409", server.post("processes", CWL, TOOL.formatted("given")));
    problems.put(part2 + "immutable-process 403", server.delete("processes/echo"));
    problems.put(part2 + "unsupported-media-type 415", server.post("processes", "text/plain", "x"));
    problems.put(
        part2 + "workflow-not-found 400", server.post("processes?w=no", CWL, TOOL.formatted("x")));
    problems.put(
        part4 + "locked 423",
        send("PATCH", "jobs/" + running, "{\"inputs\": {}}", "Content-Type", JSON));
    problems.put(part4 + "unsupported-media-type 415", server.post("jobs", "text/plain", "x"));
    problems.put(
        part4 + "unsupported-schema 422",
        send(
            "POST",
            "jobs",
            "{}",
            "Content-Type",
            JSON,
            "Content-Schema",
            "http://example.org/other.yaml"));
    server.delete("jobs/" + running);

    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<String, HttpResponse<String>> problem : problems.entrySet()) {
      HttpResponse<String> response = problem.getValue();
      JsonNode body = Server.json(response);
      softly
          .assertThat(body.path("type").asText() + " " + response.statusCode())
          .as(response.body())
          .isEqualTo(problem.getKey());
      softly.assertThat(body.path("status").asInt()).isEqualTo(response.statusCode());
      softly.assertThat(body.path("detail").asText()).isNotEmpty();
    }
    softly.assertAll();
  }

  private String end(String process, String inputs) throws Exception {
    String job = server.execute(process, inputs);
    server.awaitEnd(job);
    return job;
  }

  private HttpResponse<String> deployAnew(String id) throws Exception {
    server.delete("processes/" + id);
    return server.post("processes", CWL, TOOL.formatted(id));
  }

  private HttpResponse<String> replace(String process, String id) throws Exception {
    return server.put("processes/" + process, CWL, TOOL.formatted(id));
  }

  private HttpResponse<String> undeploy() throws Exception {
    elsewhere.delete("processes/brief");
    elsewhere.deploy(TOOL.formatted("brief"));
    return elsewhere.delete("processes/brief");
  }

  private HttpResponse<String> dismiss() throws Exception {
    return server.delete("jobs/" + end("echo", "{\"string\": \"a\"}"));
  }

  private HttpResponse<String> execute(String process, String prefer, String body)
      throws Exception {
    return send(
        "POST",
        "processes/" + process + "/execution",
        body,
        "Content-Type",
        JSON,
        "Accept",
        JSON,
        "Prefer",
        prefer);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(Duration.ofSeconds(90))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
