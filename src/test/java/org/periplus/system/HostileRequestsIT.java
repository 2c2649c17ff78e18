package org.periplus.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What strangers, and the browsers of others, send: written byte by byte, since clients would not.
 */
@ArquillianTest
@Tag("server")
class HostileRequestsIT {

  private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
  private static final String LOCALHOST = "Host: localhost\r\n";

  /** Another one in each run: what an earlier run has left must not count. */
  private static final String TENANT = "hostile-" + Long.toString(System.nanoTime(), 36);

  private final Server server = new Server(TENANT);

  /** An answer, as it came. */
  private record Answer(int status, String head, String body) {

    String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    boolean isProblem() {
      return header("Content-Type").startsWith("application/problem+json");
    }
  }

  private Answer ask(String line) throws IOException {
    return ask(line, LOCALHOST, "");
  }

  private Answer ask(String line, String headers, String body) throws IOException {
    return ask("127.0.0.1", line, headers, body);
  }

  private Answer ask(String from, String line, String headers, String body) throws IOException {
    int port = server.uri("").getPort();
    try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
      socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
      String request = line + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int end = all.indexOf("\r\n\r\n");
      String head = all.substring(0, end);
      return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, all.substring(end + 4));
    }
  }

  private static boolean isWildFly() {
    return System.getProperty("arquillian.launch").equals("wildfly");
  }

  @Test
  void targetsThatAreNotWellFormedAreRefused() throws Exception {
    for (String target :
        List.of(
            "/ogc-api/processes/a%0ab",
            "/ogc-api/processes/a%00b",
            "/ogc-api/processes/a%ffb",
            "/ogc-api/processes/a%c2%9bb",
            "/ogc-api/processes;x=1",
            "/ogc-api;x/processes",
            "/" + TENANT + "/ogc-api/jobs;jsessionid=1",
            "/ogc-api/../ogc-api/processes",
            "/ogc-api/%2e%2e/ogc-api/processes",
            "/ogc-api/jobs?processID=%00")) {
      Answer answer = ask("GET " + target);
      assertThat(answer.status()).as(target).isEqualTo(400);
      assertThat(answer.isProblem()).as(target + answer).isTrue();
    }
    for (String target :
        List.of(
            "/ogc-api/processes/%zz",
            "/ogc-api/processes/a%",
            "/ogc-api/processes/a\u0001b",
            "/ogc-api/processes/a\u00ffb",
            "/ogc-api\\processes",
            "/ogc-api/jobs?limit=%zz")) {
      Answer answer = ask("GET " + target);
      assertThat(answer.status()).as(target).isEqualTo(400);
      // WildFly's listener refuses these itself
      assertThat(answer.isProblem() || isWildFly()).as(target + answer).isTrue();
    }
  }

  /** RFC 9110, 7.8: who knows no other protocol goes on with this one. */
  @Test
  void thatAnotherProtocolWouldBeLikedChangesNothing() throws Exception {
    String body = "{\"inputs\": {\"string\": \"a\"}}";
    String once = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    String pieces =
        "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
    String request =
        "POST /ogc-api/processes/echo/execution HTTP/1.1\r\n"
            + LOCALHOST
            + "Content-Type: application/json\r\nConnection: Upgrade\r\nUpgrade: %s\r\n%s";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("").getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
      for (String protocol : List.of("h2c", "websocket", "x/1")) {
        for (String part : List.of(once, pieces)) {
          socket.getOutputStream().write(request.formatted(protocol, part).getBytes(ISO_8859_1));
        }
      }
      socket
          .getOutputStream()
          .write(
              ("GET /ogc-api/conformance HTTP/1.1\r\n" + LOCALHOST + "Connection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answers.split("HTTP/1.1 200", -1)).as(answers).hasSize(8);
    }
  }

  /** The guard of requests is written for HTTP/1.1. */
  @Test
  void http2IsSpokenWithNobody() throws Exception {
    HttpResponse<Void> upgraded =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .build()
            .send(
                HttpRequest.newBuilder(server.uri("conformance")).build(),
                BodyHandlers.discarding());
    assertThat(upgraded.statusCode()).isEqualTo(200);
    assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_1_1);

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("").getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
      byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
      socket.getOutputStream().write(settings);
      String begin = new String(socket.getInputStream().readNBytes(9), ISO_8859_1);
      assertThat(begin)
          .satisfiesAnyOf(
              text -> assertThat(text).isEmpty(), text -> assertThat(text).startsWith("HTTP/1.1 "));
    }
  }

  @Test
  void nobodySaysUnderWhichNameTheServerIsReached() throws Exception {
    for (String host : List.of("evil.example", "evil.example:80", "localhost.evil.example")) {
      Answer answer = ask("GET /ogc-api/", "Host: " + host + "\r\n", "");
      assertThat(answer.status()).as(host).isEqualTo(421);
      assertThat(answer.isProblem()).isTrue();
      assertThat(answer.body()).doesNotContain("evil");
    }
    assertThat(ask("GET http://evil.example/ogc-api/").status()).isIn(400, 421);
    assertThat(ask("GET /ogc-api/", LOCALHOST + "Host: evil.example\r\n", "").status())
        .isEqualTo(400);
    Answer forwarded =
        ask(
            "GET /ogc-api/",
            LOCALHOST + "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n",
            "");
    assertThat(forwarded.status()).isEqualTo(200);
    assertThat(forwarded.body()).doesNotContain("evil");
  }

  @Test
  void aBodyWhereNoneIsExpectedIsTheApplicationsMatter() throws Exception {
    String body = LOCALHOST + "Content-Type: application/json\r\nContent-Length: 2\r\n";
    for (String method : List.of("GET", "DELETE")) {
      Answer answer = ask(method + " /ogc-api/jobs/none", body, "{}");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.isProblem()).isTrue();
    }
    assertThat(ask("TRACE /ogc-api/").status()).isEqualTo(405);
    assertThat(ask("CONNECT /ogc-api/").status()).isEqualTo(405);
  }

  @Test
  void errorsOfTheServerItselfAreProblemDocumentsToo() throws Exception {
    for (Answer answer :
        List.of(
            ask("POST /periplus/metrics", LOCALHOST + "Content-Length: 0\r\n", ""),
            ask(
                "POST /ogc-api/jobs",
                LOCALHOST + "Content-Type: /;;\r\nContent-Length: 2\r\n",
                "{}"),
            ask("GET /periplus/error"),
            ask("GET /nothing"))) {
      assertThat(answer.status()).isIn(400, 404, 405);
      assertThat(answer.isProblem()).as(answer.toString()).isTrue();
      assertThat(answer.body()).doesNotContain("Payara").doesNotContain("html");
    }
  }

  @Test
  void everyAnswerTellsBrowsersWhatTheyMayDoWithIt() throws Exception {
    for (String target :
        List.of("/ogc-api/", "/nothing", "/ogc-api;x", "/ogc-api/assets/periplus.css", "/health")) {
      Answer answer = ask("GET " + target);
      assertThat(answer.header("X-Content-Type-Options")).as(target).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
      assertThat(answer.head()).doesNotContain("Strict-Transport-Security");
      assertThat(answer.head().lines().filter(line -> line.startsWith("X-Content-Type-Options")))
          .hasSize(1);
    }
    Answer proxied =
        ask(
            "127.0.0.5",
            "GET /ogc-api/",
            LOCALHOST + "Forwarded: for=192.0.2.1;proto=https;host=eo.example.org\r\n",
            "");
    assertThat(proxied.header("Strict-Transport-Security")).startsWith("max-age=");
  }

  @Test
  void aFileOfAResultRunsInNoBrowser() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: ExpressionTool
        id: documents
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {}
        outputs: {pdf: File, svg: File, text: File}
        expression: |
          ${
            var file = function (name) { return {class: 'File', basename: name, contents: 'a'}; };
            return {pdf: file('a.pdf'), svg: file('a.svg'), text: file('a.txt')};
          }
        """);
    String job = server.execute("documents", "{}");
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    for (Map.Entry<String, String> shown :
        Map.of("pdf", "attachment", "svg", "attachment", "text", "inline").entrySet()) {
      Answer answer = ask("GET /" + TENANT + "/ogc-api/jobs/" + job + "/results/" + shown.getKey());
      assertThat(answer.header("Content-Disposition")).startsWith(shown.getValue());
      assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void noKeysOfCallbacksArePublishedWhereNoneSign() throws Exception {
    Answer answer = ask("GET /" + TENANT + "/ogc-api/callback-keys");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Server.JSON.readTree(answer.body()).get("keys")).isEmpty();
  }

  @Test
  void whatOperatorsLookAtIsForThem() throws Exception {
    Answer stranger =
        ask("127.0.0.5", "GET /health/ready", "Host: a\r\nForwarded: for=192.0.2.1\r\n", "");
    assertThat(stranger.status()).isIn(200, 503); // as the machine is
    assertThat(stranger.body()).isEmpty();
    String passedOn = LOCALHOST + "X-Forwarded-For: 192.0.2.1\r\n";
    assertThat(ask("GET /health/live", passedOn, "").body()).isEmpty();
    assertThat(ask("GET /periplus/metrics", passedOn, "").status()).isEqualTo(403);
    assertThat(ask("GET /periplus/metrics").body()).contains("periplus_jobs");
    assertThat(ask("GET /health/ready").body()).contains("container-engine");
    for (String ofTheServer : List.of("/metrics", "/openapi")) {
      assertThat(ask("GET " + ofTheServer).status()).as(ofTheServer).isEqualTo(404);
    }
  }

  @Test
  void aPageLeadsToNoExecution() throws Exception {
    String target = "GET /" + TENANT + "/ogc-api/processes/echo/execution?string=a";
    for (String browser :
        List.of(
            BROWSER,
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\nAccept: image/png,*/*;q=0.5\r\n",
            "Referer: https://evil.example/\r\n")) {
      Answer answer = ask(target, LOCALHOST + browser, "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("text/html");
      Document page = Jsoup.parse(answer.body());
      assertThat(page.select("form[method=post] button")).hasSize(1);
      assertThat(page.select("[href*=/execution]")).isEmpty();
      assertThat(page.text()).contains("\"string\" : \"a\"");
    }
    assertThat(Server.json(server.get("jobs?processID=echo")).get("jobs")).isEmpty();
    assertThat(ask(target, LOCALHOST, "").body()).contains("\r\n\r\na\r\n"); // a part of several
    for (String path : List.of("processes", "processes/echo")) {
      Answer page = ask("GET /" + TENANT + "/ogc-api/" + path, LOCALHOST + BROWSER, "");
      assertThat(Jsoup.parse(page.body()).select("[href$=/execution]")).as(path).isEmpty();
    }
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: ExpressionTool
        id: fails
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {}
        outputs: {links: string, title: string}
        expression: '${ throw new Error("on purpose"); }'
        """);
    String job = server.execute("fails", "{}");
    server.awaitEnd(job);
    String start = "POST /" + TENANT + "/ogc-api/jobs/" + job + "/results";
    String empty = LOCALHOST + "Content-Length: 0\r\n";
    for (String site :
        List.of(
            "Sec-Fetch-Site: cross-site\r\n",
            "Origin: https://evil.example\r\n",
            "Origin: null\r\n")) {
      Answer answer = ask(start, empty + site, "");
      assertThat(answer.status()).as(site).isEqualTo(403);
      assertThat(answer.isProblem()).isTrue();
    }
    Answer untyped = ask(start, LOCALHOST + "Content-Length: 2\r\n", "{}");
    assertThat(untyped.status()).isEqualTo(415);
    assertThat(server.status(job).get("status").asText()).isEqualTo("failed");
    assertThat(server.get("jobs/" + job + "/results/links").statusCode()).isEqualTo(500);
    assertThat(server.get("jobs/" + job + "/results/none").statusCode()).isEqualTo(400);
    assertThat(server.get("jobs/" + job + "/results/none/0").statusCode()).isEqualTo(400);

    assertThat(ask(start, empty + "Sec-Fetch-Site: same-origin\r\n", "").status()).isEqualTo(200);
  }

  @Test
  void oneClientFollowsSoManyLogsAndNoMore() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: waits
        requirements: {DockerRequirement: {dockerPull: "debian:bookworm-slim"}}
        baseCommand: [sh, -c, "echo begun; sleep 30"]
        inputs: {}
        outputs: {}
        """);
    String job = server.execute("waits", "{}");
    server.await(job, status -> status.get("links").toString().contains(".log"));
    JsonNode links = server.status(job).get("links");
    String log = "";
    for (JsonNode link : links) {
      log = link.get("href").asText().endsWith(".log") ? link.get("href").asText() : log;
    }
    String path = java.net.URI.create(log).getPath() + "?follow=true";
    String whole = "GET " + path.replaceFirst("\\?.*", "");
    for (String accept : List.of("", "Accept: */*\r\n")) {
      assertThat(ask(whole, LOCALHOST + accept, "").header("Content-Type"))
          .startsWith("text/plain");
    }
    assertThat(ask(whole, LOCALHOST + BROWSER, "").header("Content-Type")).startsWith("text/html");
    List<Socket> followers = new ArrayList<>();
    try {
      for (int follower = 0; follower < 200; follower++) {
        followers.add(follow(path));
      }
      Answer refused = ask("127.0.0.9", "GET " + path, LOCALHOST, "");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(ask("GET /" + TENANT + "/ogc-api/jobs/" + job).status()).isEqualTo(200);
    } finally {
      for (Socket follower : followers) {
        follower.close();
      }
      server.delete("jobs/" + job);
    }
  }

  /** A follower whose answer has begun. */
  private Socket follow(String path) throws IOException {
    Socket socket =
        new Socket("127.0.0.1", server.uri("").getPort(), InetAddress.getByName("127.0.0.9"), 0);
    socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\n" + LOCALHOST + "\r\n").getBytes(ISO_8859_1));
    byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(begin, ISO_8859_1)).isEqualTo("HTTP/1.1 200");
    return socket;
  }
}
