package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that are sent again as bytes, and when they are not. */
@ArquillianTest
@Tag("server")
class KeptAnswersIT {

  private static final Pattern SENT =
      Pattern.compile("^periplus_http_answers_kept_total ([0-9.E]+)$", Pattern.MULTILINE);
  private static final List<String> KEPT =
      List.of(
          "",
          "conformance",
          "processes",
          "processes/echo",
          "processes/kept",
          "processes/kept/versions",
          "processes/kept/versions/1",
          "api",
          "api/processes-list");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server("kept");

  private static String tool(String label) {
    return """
        cwlVersion: v1.2
        class: ExpressionTool
        id: kept
        label: %s
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {word: string}
        outputs: {word: string}
        expression: '$({"word": inputs.word})'
        """
        .formatted(label);
  }

  @AfterEach
  void undeploy() throws Exception {
    server.delete("processes/kept");
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return get(server.uri(path), headers);
  }

  private HttpResponse<byte[]> get(URI uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** All but when it was sent, and how: a length that is known spares the pieces. */
  private static Map<String, List<String>> headers(HttpResponse<?> answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, values.stream().sorted().toList()));
    List.of("date", "content-length", "transfer-encoding", "connection", "keep-alive")
        .forEach(headers::remove);
    return headers;
  }

  private double sent() throws Exception {
    Matcher sent = SENT.matcher(server.get("/periplus/metrics").body());
    assertThat(sent.find()).isTrue();
    return Double.parseDouble(sent.group(1));
  }

  @Test
  void anAnswerIsSentAgainAsItWas() throws Exception {
    server.deploy(tool("First"));
    List<HttpResponse<byte[]>> first = new ArrayList<>();
    for (String path : KEPT) {
      first.add(get(path));
    }
    double before = sent();

    for (int at = 0; at < KEPT.size(); at++) {
      HttpResponse<byte[]> again = get(KEPT.get(at));
      assertThat(again.statusCode()).as(KEPT.get(at)).isEqualTo(200);
      assertThat(again.body()).as(KEPT.get(at)).isEqualTo(first.get(at).body());
      assertThat(headers(again)).as(KEPT.get(at)).isEqualTo(headers(first.get(at)));
    }

    assertThat(sent() - before).isEqualTo(KEPT.size());
  }

  @Test
  void whatIsDeployedReplacedAndUndeployedIsSeenAtOnce() throws Exception {
    for (int time = 0; time < 3; time++) {
      assertThat(text(get("processes"))).doesNotContain("\"kept\"");
      server.deploy(tool("First"));
      assertThat(text(get("processes"))).contains("\"kept\"", "First");
      HttpResponse<byte[]> described = get("processes/kept");
      assertThat(text(described)).contains("First");
      String tag = described.headers().firstValue("ETag").orElseThrow();
      assertThat(get("processes/kept", "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(get("processes/kept", "If-None-Match", tag).statusCode()).isEqualTo(304);

      assertThat(server.put("processes/kept", "application/cwl+yaml", tool("Second")).statusCode())
          .isEqualTo(204);
      assertThat(text(get("processes/kept"))).contains("Second");
      assertThat(get("processes/kept", "If-None-Match", tag).statusCode()).isEqualTo(200);

      assertThat(server.delete("processes/kept").statusCode()).isEqualTo(204);
      assertThat(get("processes/kept").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void eachFormIsKeptByItself() throws Exception {
    for (int time = 0; time < 3; time++) {
      assertThat(text(get("processes/echo"))).startsWith("{");
      assertThat(text(get("processes/echo", "Accept", "text/html"))).startsWith("<!DOCTYPE html>");
      assertThat(text(get("processes/echo?f=html"))).startsWith("<!DOCTYPE html>");
      assertThat(get("processes/echo", "Accept", "image/png").statusCode()).isEqualTo(406);
      HttpResponse<byte[]> zipped = get("processes/echo", "Accept-Encoding", "gzip");
      assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
      try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
        assertThat(plain.readAllBytes()).isEqualTo(get("processes/echo").body());
      }
      assertThat(get("processes/echo", "Origin", "https://pages.example.org").headers().map())
          .containsKey("access-control-allow-origin");
      assertThat(get("processes/echo").headers().map())
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void linksLeadToTheAddressThatWasAsked() throws Exception {
    URI named = server.uri("processes");
    URI numbered = URI.create(named.toString().replace("localhost", "127.0.0.1"));
    for (int time = 0; time < 3; time++) {
      assertThat(text(get(named))).contains("http://localhost:").doesNotContain("127.0.0.1");
      assertThat(text(get(numbered))).contains("http://127.0.0.1:").doesNotContain("localhost");
      assertThat(text(get(new Server("other").uri("processes")))).contains("/other/ogc-api/");
    }
  }

  @Test
  void pagesAndListsOfJobsAreNotKept() throws Exception {
    server.deploy(tool("First"));
    String job = server.execute("kept", "{\"word\": \"please\"}");
    server.awaitEnd(job);
    get("jobs");
    get("jobs/" + job + "?f=html");
    get("processes?f=html");
    double before = sent();

    get("jobs");
    get("jobs/" + job + "?f=html");
    get("processes?f=html");

    assertThat(sent()).isEqualTo(before);
  }

  @Test
  void theStatusOfAJobIsKeptUntilItChanges() throws Exception {
    String job = server.execute("echo", "{\"string\": \"Value1\", \"pause\": 3}");
    JsonNode status;
    do {
      status = server.status(job);
    } while (!status.get("status").asText().equals("running"));
    JsonNode ended = server.awaitEnd(job);
    assertThat(ended.get("status").asText()).isEqualTo("successful");
    HttpResponse<byte[]> first = get("jobs/" + job);
    assertThat(text(first)).contains("\"progress\":100", "/results", "/prov");
    double before = sent();

    HttpResponse<byte[]> again = get("jobs/" + job);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(headers(again)).isEqualTo(headers(first));
    assertThat(sent()).isEqualTo(before + 1);

    assertThat(get(new Server("other").uri("jobs/" + job)).statusCode()).isEqualTo(404);
    server.delete("jobs/" + job);
    assertThat(get("jobs/" + job).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsChangedOfAJobIsSeenAtOnce() throws Exception {
    String job = server.created("{\"process\": \"echo\", \"inputs\": {\"string\": \"Value1\"}}");
    for (String title : List.of("One", "Two", "Three")) {
      String patch = "{\"title\": \"%s\"}".formatted(title);
      assertThat(server.patch(job, "application/merge-patch+json", patch).statusCode())
          .isEqualTo(200);
      for (int time = 0; time < 3; time++) {
        assertThat(server.status(job).get("title").asText()).isEqualTo(title);
      }
    }
    server.start(job);
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    assertThat(server.status(job).get("title").asText()).isEqualTo("Three");
  }
}
