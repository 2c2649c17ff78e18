package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that are made to cost the server much more than they cost their sender. */
@Tag("server")
@ArquillianTest
class CostlyRequestsIT {

  private static final String YAML = "application/cwl+yaml";
  private static final String JSON = "application/json";
  private static final String EXECUTION = "processes/measured/execution";
  private static final int MIB = 1 << 20;

  private final Server server = new Server("costly");

  @AfterEach
  void theServerStillAnswers() throws Exception {
    assertThat(server.get("conformance").statusCode()).isEqualTo(200);
  }

  @Test
  void documentsThatExplodeAreRefused() throws Exception {
    explodes("x: &x {<<: *x}", "contains itself");
    explodes("x: \"" + "a".repeat(9 * MIB) + "\"", "characters");
    explodes("x: " + "9".repeat(200_000), "number has 200000");
    explodes("[".repeat(MIB), "nested deeper");
    explodes("[" + "a,".repeat(2_000_000) + "]", "500000 values");
    refused(
        server.post(
            "processes",
            "application/ogcapppkg+json",
            "{\"executionUnit\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
        400,
        "500");
  }

  @Test
  void ofADocumentAThousandProblemsAreTold() throws Exception {
    String inputs =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "i" + i + ": nothing")
            .collect(Collectors.joining(", "));
    HttpResponse<String> answer =
        server.post(
            "processes",
            YAML,
            "{cwlVersion: v1.2, class: CommandLineTool, outputs: {}, inputs: {" + inputs + "}}");

    refused(answer, 400, "more than 1000 problems");
    assertThat(Server.json(answer).get("problems")).hasSize(1001);
  }

  @Test
  void whatIsTooLargeIsRefusedWithItsLimit() throws Exception {
    String document = "# " + "x".repeat(11 * MIB);
    refused(server.post("processes", YAML, document), 413, "10485760 bytes");
    refused(server.put("processes/measured", YAML, document), 413, "max-document-size");
    refused(chunked("processes", YAML, document), 413, "max-document-size");

    deploy();
    String body = "{\"inputs\": {\"file\": \"" + "x".repeat(64 * MIB + 1000) + "\"}}";
    refused(server.post(EXECUTION, JSON, body), 413, "67108864 bytes");
    refused(chunked(EXECUTION, JSON, body), 413, "periplus.http.max-body-size");
  }

  @Test
  void jsonBeyondItsLimitsIsRefusedInWords() throws Exception {
    deploy();

    refused(execute("[".repeat(100_000)), 400, "500");
    refused(execute("9".repeat(200_000)), 400, "1000");
    refused(execute("1e999999999"), 400, "exponent beyond 1000");
    refused(execute("{\"" + "n".repeat(100_000) + "\": 1}"), 400, "50000");
    refused(execute("[" + "1,".repeat(3_000_000) + "1]"), 413, "2000000");
    refused(server.get(EXECUTION + "?number=%5B1e999999999%5D"), 400, "exponent beyond 1000");
  }

  @Test
  void ofManyUnknownInputsTheFirstAreToldAndAllAreCounted() throws Exception {
    deploy();
    String inputs =
        IntStream.range(0, 500_000)
            .mapToObj(i -> "\"u" + i + "\": 1")
            .collect(Collectors.joining(", "));

    HttpResponse<String> answer = server.post(EXECUTION, JSON, "{\"inputs\": {" + inputs + "}}");

    refused(answer, 400, "There are 500001 problems; the first 20");
    assertThat(Server.json(answer).get("problems")).hasSize(20);
    assertThat(answer.body()).hasSizeLessThan(20_000);
  }

  @Test
  void aLongDataUrlIsAFile() throws Exception {
    deploy();
    byte[] bytes = new byte[9_000_000];
    String url =
        "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(bytes);

    JsonNode status =
        server.awaitEnd(server.execute("measured", "{\"file\": {\"href\": \"" + url + "\"}}"));

    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    HttpResponse<String> results = server.get("jobs/" + status.get("jobID").asText() + "/results");
    assertThat(results.body()).contains("9000000");
  }

  @Test
  void headersAndUrlsThatAreTooLongAreRefused() throws Exception {
    int url = server.get("jobs?processID=" + "x".repeat(10_000)).statusCode();
    int header =
        send(HttpRequest.newBuilder(server.uri("jobs"))
                .header("Prefer", "wait=" + "0".repeat(10_000) + "1"))
            .statusCode();

    assertThat(Stream.of(url, header)).allMatch(status -> status >= 400 && status < 500);
  }

  /** On a machine with other work the time may be over before the limit is met. */
  private void explodes(String document, String words) throws Exception {
    HttpResponse<String> answer = server.post("processes", YAML, document);
    refused(answer, 400, answer.body().contains("took longer than") ? "PT30S" : words);
  }

  private void deploy() throws Exception {
    server.delete("processes/measured");
    server.deploy(
        """
        cwlVersion: v1.2
        class: ExpressionTool
        id: measured
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {file: File, number: 'Any?'}
        outputs: {size: long}
        expression: '${return {size: inputs.file.size};}'
        """);
  }

  private HttpResponse<String> execute(String number) throws Exception {
    return server.post(EXECUTION, JSON, "{\"inputs\": {\"number\": " + number + "}}");
  }

  private HttpResponse<String> chunked(String path, String mediaType, String body)
      throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(server.uri(path))
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  private static void refused(HttpResponse<String> answer, int status, String detail)
      throws Exception {
    String shown = answer.body().substring(0, Math.min(2000, answer.body().length()));
    assertThat(answer.statusCode()).as(shown).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(Server.json(answer).toString()).as(shown).contains(detail);
    assertThat(shown).doesNotContain("Exception", "periplus.api", "org.", "StreamRead");
  }
}
