package org.periplus.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The logs of tools, while they run and afterwards; the server's own as lines of JSON. */
@ArquillianTest
@RunAsClient
class LogIT {

  private static final String CHATTER =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: chatter
      baseCommand: [sh, -c]
      arguments:
        - |
          echo "caf\u00e9"; echo trouble >&2
          for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do echo "line $i"; sleep 0.2; done
      inputs: {}
      outputs: {}
      """;

  private static final Path LINES = Path.of("target", "log-lines.json");

  private final Server server = new Server("logs");
  private final HttpClient http = HttpClient.newHttpClient();

  @Deployment(testable = false)
  static WebArchive war() {
    return SharedServer.war()
        .addAsResource(
            new StringAsset(
                "periplus.log.format=json\nperiplus.log.file=" + LINES.toAbsolutePath() + "\n"),
            "META-INF/microprofile-config.properties");
  }

  @Test
  void aLogIsFollowedByManyWhileItIsWrittenAndReadAfterwards() throws Exception {
    server.delete("processes/chatter");
    server.deploy(CHATTER);
    String job = server.execute("chatter", "{}");
    server.await(job, status -> status.get("links").toString().contains("/logs/chatter.log"));
    String log = "jobs/" + job + "/logs/chatter.log";

    List<CompletableFuture<List<String>>> followers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      followers.add(follow(log, "0"));
    }

    for (CompletableFuture<List<String>> follower : followers) {
      List<String> events = follower.get(60, TimeUnit.SECONDS);
      assertThat(events).contains("event: log", "data: caf\u00e9", "data: [stderr] trouble");
      assertThat(events).containsSubsequence("data: line 1", "data: line 2", "data: line 20");
      assertThat(events).containsSubsequence("data: line 20", "event: end");
    }
    server.awaitEnd(job);
    String whole = server.get(log).body();
    assertThat(whole).contains("[periplus] command sh -c", "line 20");
    assertThat(range(log, "bytes=-8").body()).isEqualTo("line 20\n");
    assertThat(range(log, "bytes=-8").statusCode()).isEqualTo(206);
    assertThat(range(log, "bytes=9999999-").statusCode()).isEqualTo(416);

    List<String> again =
        follow(log, String.valueOf(whole.getBytes(UTF_8).length - 8)).get(20, TimeUnit.SECONDS);

    assertThat(again).contains("data: line 20", "event: end").doesNotContain("data: line 19");
    assertThat(server.get("jobs/" + job + "/logs/none.log?follow=true").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theServersLinesNameTheJobAndItsStep() throws Exception {
    server.delete("processes/brief");
    server.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: brief
        baseCommand: 'true'
        inputs: {}
        outputs: {}
        """);
    String job = server.execute("brief", "{}");
    server.awaitEnd(job);

    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(LINES)) {
      lines.add(Server.JSON.readTree(line));
    }

    assertThat(lines)
        .filteredOn(line -> line.path("jobID").asText().equals(job))
        .allSatisfy(
            line -> {
              assertThat(line.get("tenant").asText()).isEqualTo("logs");
              assertThat(line.get("processID").asText()).isEqualTo("brief");
              assertThat(line.get("traceID").asText()).isEqualTo(job.replace("-", ""));
            })
        .filteredOn(line -> line.get("message").asText().contains("step brief ended"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("step").asText()).isEqualTo("brief"));
    assertThat(lines)
        .extracting(line -> line.get("logger").asText())
        .allMatch(name -> name.startsWith("org.periplus") || name.startsWith("org.jberet"));
  }

  private HttpResponse<String> range(String path, String range) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.uri(path)).header("Range", range).build(),
        BodyHandlers.ofString());
  }

  private CompletableFuture<List<String>> follow(String path, String last) {
    return http.sendAsync(
            HttpRequest.newBuilder(server.uri(path + "?follow=true"))
                .header("Last-Event-ID", last)
                .build(),
            BodyHandlers.ofLines())
        .thenApplyAsync(
            response -> {
              assertThat(response.headers().firstValue("Content-Type"))
                  .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
              try (Stream<String> lines = response.body()) {
                return lines.toList();
              }
            },
            task -> new Thread(task).start());
  }
}
