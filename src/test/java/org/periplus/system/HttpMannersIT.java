package org.periplus.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Representations, conditions, methods and encodings, as RFC 9110 and Part 1 have them. */
@ArquillianTest
class HttpMannersIT {

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server("manners");

  @BeforeEach
  void deploy() throws Exception {
    if (server.get("processes/polite").statusCode() != 200) {
      server.deploy(
          """
          cwlVersion: v1.2
          class: ExpressionTool
          id: polite
          label: A <polite> tool
          requirements: {InlineJavascriptRequirement: {}}
          inputs: {word: string}
          outputs: {word: string}
          expression: '$({"word": inputs.word})'
          """);
    }
  }

  private String job() throws Exception {
    String job = server.execute("polite", "{\"word\": \"please\"}");
    server.awaitEnd(job);
    return job;
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  @Test
  void everyResourceHasAPageAndJson() throws Exception {
    String job = job();
    for (String path :
        List.of(
            "",
            "conformance",
            "processes",
            "processes/polite",
            "jobs",
            "jobs/" + job,
            "jobs/" + job + "/results",
            "jobs/" + job + "/steps",
            "jobs/" + job + "/definition",
            "jobs/" + job + "/inputs",
            "jobs/" + job + "/outputs")) {
      isPage(send("GET", path, "Accept", BROWSER), 200);
      isPage(send("GET", path + "?f=html"), 200);
      for (HttpResponse<byte[]> json :
          List.of(
              send("GET", path),
              send("GET", path, "Accept", "*/*"),
              send("GET", path + "?f=json", "Accept", BROWSER))) {
        assertThat(json.statusCode()).as(path).isEqualTo(200);
        assertThat(header(json, "Content-Type")).as(path).startsWith("application/json");
        assertThat(header(json, "Link")).as(path).contains("rel=\"alternate\"; type=\"text/html\"");
      }
    }
  }

  @Test
  void theRootLeadsToTheLandingPage() throws Exception {
    HttpResponse<byte[]> answer = send("GET", "/");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(header(answer, "Location")).isEqualTo(server.uri("/ogc-api/").toString());
  }

  @Test
  void pagesHoldWhatTheJsonHolds() throws Exception {
    Document page = isPage(send("GET", "processes/polite", "Accept", BROWSER), 200);
    assertThat(page.selectFirst("h1").text()).isEqualTo("A <polite> tool");
    JsonNode process = Server.json(server.get("processes/polite"));
    for (JsonNode link : process.get("links")) {
      // what executes is no link, which a crawler would follow
      assertThat(
              link.get("rel").asText().endsWith("/execute")
                  ? page.select("code").text().lines().toList()
                  : page.select("a").eachAttr("href"))
          .anyMatch(shown -> shown.endsWith(link.get("href").asText()));
    }
    assertThat(page.select(".parameters th").eachText()).contains("word");
    assertThat(page.select("link[rel=alternate]").attr("href"))
        .endsWith("/manners/ogc-api/processes/polite?f=json");
  }

  @Test
  void problemsArePagesForBrowsersToo() throws Exception {
    isPage(send("GET", "processes/none", "Accept", BROWSER), 404);
    isPage(send("GET", "nothing/here?f=html"), 404);
    assertThat(header(send("GET", "processes/none?f=json", "Accept", BROWSER), "Content-Type"))
        .startsWith("application/problem+json");
  }

  @Test
  void whatIsNotServedIsRefusedWithAListOfWhatIs() throws Exception {
    HttpResponse<byte[]> response = send("GET", "processes/polite", "Accept", "image/png");

    assertThat(response.statusCode()).isEqualTo(406);
    JsonNode problem = Server.JSON.readTree(response.body());
    assertThat(problem.get("problems"))
        .extracting(JsonNode::asText)
        .containsExactly("application/json", "text/html");
    assertThat(send("GET", "processes", "Accept", "no media type").statusCode()).isEqualTo(400);
    assertThat(send("GET", "processes?f=pdf").statusCode()).isEqualTo(400);
  }

  @Test
  void whoHasARepresentationAlreadyGetsNothing() throws Exception {
    String job = job();
    for (String path :
        List.of("processes/polite", "jobs/" + job, "jobs/" + job + "/results", "processes")) {
      HttpResponse<byte[]> first = send("GET", path);
      String tag = header(first, "ETag");
      assertThat(tag).as(path).isNotEmpty();
      HttpResponse<byte[]> again = send("GET", path, "If-None-Match", tag);
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.headers().firstValue("Content-Security-Policy")).as(path).isEmpty();
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(tag);
      assertThat(send("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
      assertThat(send("GET", path, "If-None-Match", tag, "Accept", BROWSER).statusCode())
          .isEqualTo(200);
    }
    for (String path : List.of("processes/polite", "jobs/" + job, "jobs/" + job + "/results")) {
      String changed = header(send("GET", path), "Last-Modified");
      assertThat(changed).as(path).endsWith("GMT");
      assertThat(send("GET", path, "If-Modified-Since", changed).statusCode()).isEqualTo(304);
      assertThat(
              send("GET", path, "If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void headIsGetWithoutABodyAndOptionsNameTheMethods() throws Exception {
    for (String path : List.of("", "processes", "processes/polite", "jobs", "conformance")) {
      HttpResponse<byte[]> head = send("HEAD", path);
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(header(head, "Content-Type")).startsWith("application/json");
      assertThat(header(head, "ETag")).isEqualTo(header(send("GET", path), "ETag"));
      HttpResponse<byte[]> options = send("OPTIONS", path);
      assertThat(options.statusCode()).as(path).isEqualTo(204);
      assertThat(header(options, "Allow")).as(path).contains("GET", "HEAD", "OPTIONS");
    }
    assertThat(header(send("OPTIONS", "processes"), "Allow")).contains("POST");
  }

  @Test
  void methodsThatAreNotAllowedAreRefusedWithThoseThatAre() throws Exception {
    HttpResponse<byte[]> response = send("PUT", "conformance");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(header(response, "Allow")).contains("GET").doesNotContain("PUT");
  }

  @Test
  void textIsCompressedForWhoTakesIt() throws Exception {
    HttpResponse<byte[]> zipped = send("GET", "processes/polite", "Accept-Encoding", "gzip");

    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "Vary")).contains("Accept-Encoding");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
    assertThat(plain).isEqualTo(send("GET", "processes/polite").body());
    HttpResponse<byte[]> page =
        send("GET", "processes/polite", "Accept-Encoding", "gzip", "Accept", "text/html");
    assertThat(header(page, "Content-Security-Policy")).contains("script-src 'self'");
  }

  @Test
  void aBodyThatNobodyReadsIsNotTakenForTheNextRequest() throws Exception {
    for (String method : List.of("QUERY", "DELETE", "GET")) {
      HttpRequest odd =
          HttpRequest.newBuilder(server.uri("processes/none"))
              .method(method, HttpRequest.BodyPublishers.ofString("{\"inputs\": {}}"))
              .build();
      for (int time = 0; time < 3; time++) {
        assertThat(http.send(odd, BodyHandlers.discarding()).statusCode()).isIn(404, 405);
      }
    }
  }

  @Test
  void conditionsThatCannotBeReadAreNone() throws Exception {
    assertThat(send("GET", "processes", "If-None-Match", "W/\"t,\", \"V\\").statusCode())
        .isEqualTo(200);
    assertThat(send("POST", "processes").statusCode()).isEqualTo(415);
  }

  @Test
  void aProcessIsExecutedByTheParametersOfAQuery() throws Exception {
    HttpResponse<byte[]> raw =
        send("GET", "processes/echo/execution?STRING=a%20b&number=1.5&number%5Binclude%5D=true");
    assertThat(raw.statusCode()).isEqualTo(200);
    assertThat(new String(raw.body(), StandardCharsets.UTF_8)).isEqualTo("1.5");
    HttpResponse<byte[]> document =
        send(
            "GET",
            "processes/echo/execution?string=a&array=%5B1,2%5D&boundingBox=1,2,3,4"
                + "&response%5Bf%5D=application/json");
    JsonNode results = Server.JSON.readTree(document.body());
    assertThat(results.get("string").asText()).isEqualTo("a");
    assertThat(results.toString()).contains("[1,2]").contains("[1,2,3,4]");
    assertThat(
            send("GET", "processes/echo/execution?string=a&response%5Bprefer%5D=respond-async")
                .statusCode())
        .isEqualTo(201);
    assertThat(send("GET", "processes/echo/execution?string=a&strnig=b").statusCode())
        .isEqualTo(400);
    HttpResponse<byte[]> head = send("HEAD", "processes/echo/execution?string=a");
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(header(head, "Allow")).contains("GET", "POST");
  }

  @Test
  void representationsNameTheirProfilesWhateverIsAskedFor() throws Exception {
    String known = "https://www.opengis.net/def/profile/OGC/0/ogc-process-description";
    for (String query :
        List.of("", "?profile=" + known, "?profile=ogc-process-description,other")) {
      HttpResponse<byte[]> response = send("GET", "processes/polite" + query);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(header(response, "Link")).contains("<" + known + ">; rel=\"profile\"");
    }
    assertThat(header(send("GET", "processes"), "Link")).contains("ogc-process-list");
  }

  @Test
  void pagesOfOtherOriginsAreNotAllowedUnlessConfigured() throws Exception {
    HttpResponse<byte[]> response = send("GET", "processes", "Origin", "https://maps.example.org");

    assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void pagesOfTheOriginThatIsConfiguredMayExecuteAndReadWhatTheyNeed() throws Exception {
    HttpResponse<byte[]> asked =
        send(
            "OPTIONS",
            "processes/polite/execution",
            "Origin",
            "https://pages.example.org",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "content-type, prefer");
    HttpResponse<byte[]> got = send("GET", "processes", "Origin", "https://pages.example.org");

    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(header(asked, "Access-Control-Allow-Methods")).contains("POST", "DELETE");
    assertThat(header(asked, "Access-Control-Allow-Headers")).contains("content-type", "prefer");
    assertThat(header(got, "Access-Control-Allow-Origin")).isEqualTo("https://pages.example.org");
    assertThat(header(got, "Access-Control-Expose-Headers")).contains("Link", "Location");
    assertThat(header(got, "Vary")).contains("Origin");
  }

  @Test
  void pagesOfTheOriginThatIsConfiguredReadWhyTheyAreRefused() throws Exception {
    HttpResponse<byte[]> asked =
        send(
            "OPTIONS",
            "jobs",
            "Origin",
            "https://pages.example.org",
            "Access-Control-Request-Method",
            "GET",
            "Access-Control-Request-Headers",
            "authorization");
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(header(asked, "Access-Control-Allow-Headers")).contains("authorization");

    for (String authorization : List.of("Bearer x", "Basic YWRhOmFkYQ==")) {
      HttpResponse<byte[]> refused =
          send(
              "GET", "jobs", "Origin", "https://pages.example.org", "Authorization", authorization);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(header(refused, "Access-Control-Allow-Origin"))
          .isEqualTo("https://pages.example.org");
      assertThat(header(refused, "Access-Control-Expose-Headers")).contains("WWW-Authenticate");
    }
    assertThat(header(send("GET", "jobs", "Authorization", "Bearer x"), "Vary")).contains("Origin");
    assertThat(
            header(
                send(
                    "GET",
                    "jobs",
                    "Origin",
                    "https://maps.example.org",
                    "Authorization",
                    "Bearer x"),
                "Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @Test
  void linksAreThoseOfTheProxyThatIsTrustedAndOfNobodyElse() throws Exception {
    String proxied = "https://eo.example.org/manners/ogc-api/jobs?f=html";

    assertThat(jobsAskedFrom("127.0.0.5")).contains(proxied);
    assertThat(jobsAskedFrom("127.0.0.1")).contains(server.uri("jobs?f=html").getRawPath());
    assertThat(jobsAskedFrom("127.0.0.1")).doesNotContain("eo.example.org");
  }

  /** What a request gets that a proxy with this address passes on. */
  private String jobsAskedFrom(String address) throws IOException {
    URI uri = server.uri("jobs");
    try (Socket socket =
        new Socket("127.0.0.1", uri.getPort(), InetAddress.getByName(address), 0)) {
      String request =
          """
          GET %s HTTP/1.1
          Host: localhost:%d
          Forwarded: for=192.0.2.1;proto=https;host=eo.example.org
          Connection: close

          """
              .formatted(uri.getPath(), uri.getPort())
              .replace("\n", "\r\n");
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theApiIsDescribedInBothVersionsWithTheInputsOfEachProcess() throws Exception {
    HttpResponse<byte[]> plain = send("GET", "api");
    assertThat(header(plain, "Content-Type"))
        .isEqualTo("application/vnd.oai.openapi+json;version=3.0");
    JsonNode api = Server.JSON.readTree(plain.body());
    assertThat(api.get("openapi").asText()).startsWith("3.0.");
    JsonNode inputs =
        api.at(
            "/paths/~1processes~1polite~1execution/post/requestBody/content/application~1json"
                + "/schema/properties/inputs");
    assertThat(inputs.at("/properties/word/type").asText()).isEqualTo("string");
    assertThat(inputs.get("required")).extracting(JsonNode::asText).containsExactly("word");
    assertThat(api.at("/servers/0/url").asText() + "/").isEqualTo(server.uri("").toString());
    for (HttpResponse<byte[]> newer :
        List.of(
            send("GET", "api?f=oas31"),
            send("GET", "api", "Accept", "application/vnd.oai.openapi+json;version=3.1"))) {
      assertThat(header(newer, "Content-Type"))
          .isEqualTo("application/vnd.oai.openapi+json;version=3.1");
      assertThat(Server.JSON.readTree(newer.body()).get("openapi").asText()).startsWith("3.1.");
    }
    assertThat(header(send("GET", "api?f=json"), "Content-Type")).isEqualTo("application/json");
  }

  @Test
  void theReferencesOfTheApiLeadSomewhereAndItsOperationIdsAreDistinct() throws Exception {
    for (String version : List.of("oas30", "oas31")) {
      JsonNode api = Server.JSON.readTree(send("GET", "api?f=" + version).body());
      assertThat(api.findValuesAsText("$ref"))
          .isNotEmpty()
          .allSatisfy(
              ref -> assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
      assertThat(api.findValuesAsText("operationId")).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void theApiCanBeReadAndTriedWithoutOtherServers() throws Exception {
    Document page = isPage(send("GET", "api?f=html"), 200);
    for (String script : page.select("script").eachAttr("src")) {
      assertThat(script).startsWith(server.uri("").toString());
      assertThat(server.download(script)).isNotEmpty();
    }
    assertThat(page.select("#swagger-ui").attr("data-definition"))
        .isEqualTo(server.uri("api?f=oas30").toString());
  }

  @Test
  void whatPagesLoadIsServed() throws Exception {
    Document page = isPage(send("GET", "", "Accept", BROWSER), 200);
    for (String style : page.select("link[rel=stylesheet]").eachAttr("href")) {
      assertThat(server.download(style)).isNotEmpty();
    }
    assertThat(send("GET", "assets/..%2fHtmlPages.class").statusCode()).isBetween(400, 404);
  }

  private static Document isPage(HttpResponse<byte[]> response, int status) {
    String html = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(html).isEqualTo(status);
    assertThat(header(response, "Content-Type"))
        .matches("(?i)text/html; ?charset=utf-8"); // Servers write it in ways of their own.
    assertThat(html.stripLeading()).startsWith("<!DOCTYPE html>");
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document page = Jsoup.parse(html, parser);
    assertThat(parser.getErrors()).isEmpty();
    assertThat(Stream.of("title", "h1", "main", "nav a"))
        .allSatisfy(part -> assertThat(page.select(part)).as(part).isNotEmpty());
    return page;
  }

  @Test
  void theBodyOfARefusedTraceIsNotTakenForARequest() throws Exception {
    URI uri = server.uri("jobs");
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String body = "GET / HTTP/9.9\r\n\r\n";
      String request =
          "TRACE %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(uri.getPath(), body.length(), body);
      socket.getOutputStream().write(request.getBytes(US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 405").contains("application/problem+json");
      assertThat(answer).doesNotContain("505");
    }
  }
}
