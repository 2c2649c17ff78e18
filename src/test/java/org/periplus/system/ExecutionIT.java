package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executions that are waited for, and the forms of results: Part 1, 7.11.4 and 7.13. */
@ArquillianTest
@Tag("server")
class ExecutionIT {

  private static final String JSON = "application/json";

  /** Outputs of four kinds; the file's name has what must be escaped in a URL. */
  private static final String KINDS =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: kinds
      requirements: {InlineJavascriptRequirement: {}}
      baseCommand: [sh, -c]
      arguments: ['sleep $(inputs.seconds); printf "a,b" > "a table+1.csv"; exit $(inputs.code)']
      inputs: {seconds: {type: int, default: 0}, code: {type: int, default: 0}}
      outputs:
        table: {type: File, outputBinding: {glob: '*.csv'}}
        word: {type: string, outputBinding: {outputEval: '$("wörd")'}}
        number: {type: int, outputBinding: {outputEval: '$(42)'}}
        list: {type: 'int[]', outputBinding: {outputEval: '$([1, 2])'}}
      """;

  private static boolean deployed;

  private final Server server = new Server("execution");
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void deploy() throws Exception {
    if (!deployed) {
      server.delete("processes/kinds");
      server.deployOfferingBothModes(KINDS);
      deployed = true;
    }
  }

  private HttpRequest request(String prefer, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri("processes/kinds/execution"))
            .header("Content-Type", JSON)
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(body));
    if (!prefer.isEmpty()) {
      request.header("Prefer", prefer);
    }
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  private HttpResponse<String> execute(String prefer, String body, String... headers)
      throws Exception {
    return http.send(request(prefer, body, headers), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The job to which the {@code Link} header leads. */
  private static String monitored(HttpResponse<?> response) {
    Matcher link =
        Pattern.compile("<[^>]*/jobs/([0-9a-f-]{36})>; rel=\"monitor\"")
            .matcher(String.join("\n", response.headers().allValues("Link")));
    assertThat(link.find()).as(response.headers().toString()).isTrue();
    return link.group(1);
  }

  @Test
  void withoutPreferenceAProcessThatOffersBothModesIsExecutedSynchronously() throws Exception {
    HttpResponse<String> response = execute("", "{\"outputs\": {\"word\": {}}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("wörd");
    assertThat(header(response, "Preference-Applied")).isEmpty();
    assertThat(Server.json(server.get("processes/kinds")).get("jobControlOptions"))
        .extracting(JsonNode::asText)
        .containsExactly("async-execute", "sync-execute", "dismiss");
  }

  @Test
  void aPackageThatOffersNothingElseIsExecutedAsynchronouslyWhateverIsPreferred() throws Exception {
    Server patient = new Server("asynchronous");
    patient.delete("processes/kinds");
    patient.deploy(KINDS);
    HttpRequest request =
        HttpRequest.newBuilder(patient.uri("processes/kinds/execution"))
            .header("Content-Type", JSON)
            .header("Prefer", "respond-sync, wait=30")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(header(response, "Location")).contains("/asynchronous/ogc-api/jobs/");
    assertThat(header(response, "Preference-Applied")).isEmpty();
    assertThat(Server.json(patient.get("processes/kinds")).get("jobControlOptions"))
        .extracting(JsonNode::asText)
        .containsExactly("async-execute", "dismiss");
    patient.awaitEnd(Server.json(response).get("jobID").asText());
  }

  @Test
  void aRequestOfVersion1GetsPartsWhereOneOfVersion2GetsADocument() throws Exception {
    HttpResponse<String> response =
        execute(
            "",
            "{\"outputs\": {\"word\": {\"transmissionMode\": \"value\"}, \"number\": {}}}",
            "Accept",
            JSON);

    assertThat(header(response, "Content-Type")).startsWith("multipart/related");
    assertThat(response.body()).contains("\r\n\r\nwörd\r\n");
  }

  @Test
  void whoTakesNothingThatThereIsIsToldSo() throws Exception {
    for (String body :
        List.of(
            "{\"outputs\": {\"table\": {}}}",
            "{\"outputs\": {\"word\": {}, \"table\": {}}}",
            "{\"response\": \"raw\"}",
            "{\"response\": \"document\"}")) {
      HttpResponse<String> refused = execute("", body, "Accept", "image/png");
      assertThat(refused.statusCode()).as(body).isEqualTo(406);
      String job = "jobs/" + monitored(refused);
      assertThat(server.get(job + "/results").statusCode()).isEqualTo(200);
      HttpResponse<String> later =
          http.send(
              HttpRequest.newBuilder(server.uri(job + "/results"))
                  .header("Accept", "image/png")
                  .build(),
              BodyHandlers.ofString());
      assertThat(later.statusCode()).as(body).isEqualTo(406);
    }
    HttpResponse<String> contradiction =
        execute("", "{\"response\": \"raw\", \"outputs\": {\"table\": {}}}", "Accept", JSON);
    assertThat(contradiction.statusCode()).isEqualTo(406);
    assertThat(Server.json(contradiction).get("problems").toString()).contains("text/csv");
    JsonNode document = Server.json(execute("", "{\"outputs\": {\"table\": {}}}", "Accept", JSON));
    assertThat(document.at("/table/type").asText()).startsWith("text/csv");
  }

  @Test
  void someOutputsOfAJobAreShownAlone() throws Exception {
    String job = asynchronous("{\"outputs\": {\"word\": {}, \"table\": {}}}");
    String results = "jobs/" + job + "/results";

    assertThat(Server.json(server.get(results + "?outputs=word"))).hasSize(1);
    assertThat(Server.json(server.get(results + "?outputs=word,table"))).hasSize(2);
    assertThat(Server.json(server.get(results + "?outputs=word&outputs=table"))).hasSize(2);
    HttpResponse<String> unknown = server.get(results + "?outputs=word,colour");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(Server.json(unknown).get("type").asText()).endsWith("/no-such-output");
    assertThat(server.get(results + "?outputs=number").statusCode()).isEqualTo(404);
  }

  @Test
  void oneOutputThatIsWaitedForIsTheBodyInItsOwnMediaType() throws Exception {
    HttpResponse<String> file = execute("respond-sync", "{\"outputs\": {\"table\": {}}}");
    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(header(file, "Content-Type")).startsWith("text/csv");
    assertThat(file.body()).isEqualTo("a,b");
    assertThat(header(file, "Preference-Applied")).isEqualTo("respond-sync");
    assertThat(server.status(monitored(file)).get("status").asText()).isEqualTo("successful");

    HttpResponse<String> word =
        execute("wait=30", "{\"response\": \"raw\", \"outputs\": {\"word\": {}}}");
    assertThat(header(word, "Content-Type")).startsWith("text/plain");
    assertThat(word.body()).isEqualTo("wörd");
    assertThat(header(word, "Preference-Applied")).isEqualTo("wait=30");

    HttpResponse<String> list = execute("respond-sync", "{\"outputs\": {\"list\": {}}}");
    assertThat(header(list, "Content-Type")).startsWith(JSON);
    assertThat(Server.json(list)).isEqualTo(Server.JSON.readTree("[1, 2]"));
  }

  @Test
  void severalOutputsAreTheParts() throws Exception {
    HttpResponse<String> response =
        execute(
            "respond-sync",
            "{\"outputs\": {\"word\": {}, \"number\": {\"transmissionMode\": \"reference\"},"
                + " \"table\": {\"transmissionMode\": \"reference\"}}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Matcher type =
        Pattern.compile("multipart/related;\\s*boundary=\"?([^\";]+)\"?;.*")
            .matcher(header(response, "Content-Type"));
    assertThat(type.matches()).as(header(response, "Content-Type")).isTrue();
    List<String> parts = List.of(response.body().split("(\r\n)?--" + type.group(1)));
    assertThat(parts).hasSize(5);
    assertThat(parts.get(4)).isEqualTo("--\r\n");
    assertThat(response.body())
        .contains("Content-ID: <word>")
        .contains("\r\n\r\nwörd\r\n")
        .contains("Content-ID: <number>")
        .containsPattern("Content-Location: http://[^ ]*/results/number\r\n")
        .containsPattern("Content-Location: http://[^ ]*/files/table/a%20table%2B1.csv\r\n");

    String job = monitored(response);
    assertThat(server.get("jobs/" + job + "/results/number").body()).isEqualTo("42");
    assertThat(server.get("jobs/" + job + "/results/table").body()).isEqualTo("a,b");
  }

  @Test
  void outputsByReferenceAreLinksWithoutABody() throws Exception {
    HttpResponse<String> response =
        execute(
            "respond-sync",
            "{\"response\": \"raw\","
                + "\"outputs\": {\"table\": {\"transmissionMode\": \"reference\"}}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    String link =
        response.headers().allValues("Link").stream()
            .filter(each -> each.contains("/files/table/"))
            .findFirst()
            .orElseThrow();
    assertThat(server.download(link.replaceAll("^.*<|>.*$", ""))).asString().isEqualTo("a,b");
    HttpResponse<String> minimal =
        execute("respond-sync, return=minimal", "{\"outputs\": {\"table\": {}}}");
    assertThat(minimal.statusCode()).isEqualTo(204);
    assertThat(header(minimal, "Preference-Applied")).isEqualTo("respond-sync, return=minimal");
  }

  @Test
  void aDocumentHoldsValuesAndLinks() throws Exception {
    HttpResponse<String> response =
        execute(
            "respond-sync",
            "{\"response\": \"document\", \"outputs\": {\"word\": {}, \"table\": {},"
                + " \"list\": {\"transmissionMode\": \"reference\"}}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith(JSON);
    JsonNode document = Server.json(response);
    assertThat(document.properties().stream().map(member -> member.getKey()))
        .containsExactlyInAnyOrder("word", "table", "list");
    assertThat(document.get("word").asText()).isEqualTo("wörd");
    assertThat(server.download(document.at("/table/href").asText())).asString().isEqualTo("a,b");
    assertThat(server.download(document.at("/list/href").asText())).asString().isEqualTo("[1,2]");

    JsonNode whole =
        Server.json(execute("respond-sync; return=representation", "{\"response\": \"document\"}"));
    assertThat(whole).hasSize(4);
    assertThat(whole.at("/table/value").asText()).isEqualTo("a,b");
    assertThat(whole.at("/table/mediaType").asText()).startsWith("text/csv");
    JsonNode negotiated = Server.json(execute("respond-sync", "{}", "Accept", JSON));
    assertThat(negotiated).hasSize(4);
    assertThat(negotiated.at("/list/value")).hasSize(2);
  }

  @Test
  void noOutputsAreAnAnswerWithoutABody() throws Exception {
    HttpResponse<String> response = execute("respond-sync", "{\"outputs\": {}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    HttpResponse<String> results = server.get("jobs/" + monitored(response) + "/results");
    assertThat(results.statusCode()).isEqualTo(404);
    assertThat(Server.json(results).get("type").asText()).endsWith("/result-not-available");
  }

  @Test
  void aJobThatTakesLongerThanItsClientWaitsGoesOn() throws Exception {
    HttpResponse<String> response =
        execute("respond-async, wait=1", "{\"inputs\": {\"seconds\": 4}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(header(response, "Preference-Applied")).isEqualTo("respond-async, wait=1");
    JsonNode status = Server.json(response);
    assertThat(status.get("status").asText()).isEqualTo("running");
    String job = status.get("jobID").asText();
    assertThat(header(response, "Location")).endsWith("/jobs/" + job);
    HttpResponse<String> early = server.get("jobs/" + job + "/results/word");
    assertThat(Server.json(early).get("type").asText()).endsWith("/result-not-ready");
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
  }

  @Test
  void aClientThatHangsUpDoesNotEndItsJob() throws Exception {
    Server hasty = new Server("hangs-up");
    hasty.delete("processes/kinds");
    hasty.deployOfferingBothModes(KINDS);
    HttpRequest request =
        HttpRequest.newBuilder(hasty.uri("processes/kinds/execution"))
            .header("Content-Type", JSON)
            .header("Prefer", "respond-sync")
            .timeout(Duration.ofSeconds(2))
            .POST(BodyPublishers.ofString("{\"inputs\": {\"seconds\": 4}}"))
            .build();
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(request, BodyHandlers.ofString());

    assertThat(response)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(java.net.http.HttpTimeoutException.class);

    JsonNode jobs = Server.json(hasty.get("jobs")).get("jobs");
    String job = jobs.get(0).get("jobID").asText();
    assertThat(hasty.awaitEnd(job).get("status").asText()).isEqualTo("successful");
  }

  @Test
  void aFailedJobIsAnsweredWithItsProblemAndALinkToIt() throws Exception {
    HttpResponse<String> response =
        execute("respond-sync", "{\"inputs\": {\"code\": 3}, \"outputs\": {\"word\": {}}}");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(response.body()).contains("exit code 3");
    assertThat(server.status(monitored(response)).get("status").asText()).isEqualTo("failed");
  }

  @Test
  void whatIsWrongWithTheOutputsIsSaidBeforeThereIsAJob() throws Exception {
    for (String body :
        List.of(
            "{\"outputs\": {\"colour\": {}}}",
            "{\"outputs\": {\"word\": {\"transmissionMode\": \"colour\"}}}",
            "{\"outputs\": {\"word\": \"colour\"}}",
            "{\"outputs\": [\"colour\"]}",
            "{\"response\": \"colour\"}")) {
      HttpResponse<String> response = execute("respond-sync", body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(header(execute("respond-sync", body, "Accept", JSON), "Content-Type"))
          .isEqualTo(JSON);
      assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void aJobRemembersTheFormOfItsResults() throws Exception {
    String raw = asynchronous("{\"response\": \"raw\", \"outputs\": {\"table\": {}}}");
    String document = asynchronous("{\"outputs\": {\"table\": {}}}");

    HttpResponse<String> file = server.get("jobs/" + raw + "/results");
    assertThat(header(file, "Content-Type")).startsWith("text/csv");
    assertThat(file.body()).isEqualTo("a,b");
    JsonNode results = Server.json(server.get("jobs/" + document + "/results"));
    assertThat(server.download(results.at("/table/href").asText())).asString().isEqualTo("a,b");
    assertThat(server.get("jobs/" + document + "/results/table").body()).isEqualTo("a,b");
    HttpResponse<String> notChosen = server.get("jobs/" + document + "/results/word");
    assertThat(notChosen.statusCode()).isEqualTo(404);
    assertThat(Server.json(notChosen).get("type").asText()).endsWith("/result-not-available");
    HttpResponse<String> unknown = server.get("jobs/" + document + "/results/colour");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(Server.json(unknown).get("type").asText()).endsWith("/no-such-output");
  }

  private String asynchronous(String body) throws Exception {
    String job = Server.json(execute("respond-async", body)).get("jobID").asText();
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    return job;
  }

  @Test
  void whatRanIsMeasured() throws Exception {
    execute("", "{\"outputs\": {\"table\": {}}}");

    HttpResponse<String> metrics = server.get("/periplus/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(header(metrics, "Content-Type")).startsWith("text/plain");
    assertThat(metrics.body())
        .containsPattern("periplus_jobs\\{status=\"successful\"} [1-9]")
        .contains("periplus_jobs{status=\"running\"} ", "periplus_queue_length ")
        .containsPattern(
            "periplus_step_duration_seconds_count\\{process=\"kinds\",state=\"successful\","
                + "step=\"kinds\",tenant=\"execution\"} [1-9]")
        .containsPattern("periplus_containers_started_total [1-9]")
        .containsPattern("periplus_staged_out_bytes_total [1-9]")
        .contains("periplus_staged_in_bytes_total ");
  }

  @Test
  void aRequestWithAKeyMayBeRepeated() throws Exception {
    String body = "{\"inputs\": {\"seconds\": 1}, \"outputs\": {\"word\": {}}}";
    String same = "{\"outputs\": {\"word\": {}}, \"inputs\": {\"seconds\": 1}}";
    String key = "\"" + UUID.randomUUID() + "\"";
    CompletableFuture<HttpResponse<String>> one =
        http.sendAsync(
            request("respond-async", body, "Idempotency-Key", key), BodyHandlers.ofString());
    HttpResponse<String> other = execute("respond-async", same, "Idempotency-Key", key);

    assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
    assertThat(header(other, "Location")).isEqualTo(header(one.join(), "Location"));
    HttpResponse<String> results = execute("respond-sync", body, "Idempotency-Key", key);
    assertThat(results.statusCode()).as(results.body()).isEqualTo(200);
    assertThat(header(other, "Location")).endsWith(monitored(results));

    HttpResponse<String> changed =
        execute("", "{\"inputs\": {\"seconds\": 0}}", "Idempotency-Key", key);
    assertThat(changed.statusCode()).isEqualTo(422);
    assertThat(header(changed, "Content-Type")).startsWith("application/problem+json");
    assertThat(execute("", body, "Idempotency-Key", "\"\"").statusCode()).isEqualTo(400);
  }
}
