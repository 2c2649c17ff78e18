package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The list of jobs, its filters and its links: Part 1, 11 "Job list". */
@ArquillianTest
class JobListIT {

  private static final String EXIT =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: %s
      baseCommand: [sh, -c]
      arguments: ['exit $(inputs.code)']
      inputs: {code: int}
      outputs: {}
      """;

  /** A tenant of its own, so that no other test's jobs are in the list. */
  private final Server server =
      new Server("job-list-" + UUID.randomUUID().toString().substring(0, 8));

  private List<String> ids(String url) throws Exception {
    return Server.json(server.get(url)).get("jobs").findValuesAsText("jobID");
  }

  private Map<String, String> links(String url) throws Exception {
    return StreamSupport.stream(Server.json(server.get(url)).get("links").spliterator(), false)
        .collect(
            Collectors.toMap(link -> link.get("rel").asText(), link -> link.get("href").asText()));
  }

  @Test
  void showsWhatTheParametersAskForInPagesWithLinks() throws Exception {
    server.deploy(EXIT.formatted("one"));
    server.deploy(EXIT.formatted("two"));
    List<String> ones = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ones.add(0, server.execute("one", "{\"code\": 0}"));
    }
    String failed = server.execute("two", "{\"code\": 1}");
    for (String job : ones) {
      server.awaitEnd(job);
    }
    JsonNode status = server.awaitEnd(failed);

    assertThat(ids("jobs")).hasSize(4).startsWith(failed);
    assertThat(ids("jobs?processID=one&type=process")).isEqualTo(ones);
    assertThat(ids("jobs?status=failed,dismissed")).containsExactly(failed);
    assertThat(ids("jobs?datetime=" + status.get("created").asText() + "/..")).contains(failed);
    assertThat(ids("jobs?datetime=../2020-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("jobs?minDuration=3000")).isEmpty();
    assertThat(ids("jobs?minDuration=0&maxDuration=3000")).hasSize(4);

    Map<String, String> first = links("jobs?processID=one&limit=2");
    assertThat(first).containsOnlyKeys("self", "alternate", "next");
    assertThat(first.get("self")).endsWith("jobs?processID=one&limit=2");
    assertThat(ids(first.get("next"))).isEqualTo(ones.subList(2, 3));
    Map<String, String> second = links(first.get("next"));
    assertThat(second).containsOnlyKeys("self", "alternate", "prev");
    assertThat(second.get("self")).isEqualTo(first.get("next"));
    assertThat(ids(second.get("prev"))).isEqualTo(ones.subList(0, 2));
  }

  @Test
  void aBadValueIsRefusedByTheParametersName() throws Exception {
    for (String parameter :
        List.of(
            "limit=0",
            "type=x",
            "status=x",
            "datetime=x",
            "minDuration=x",
            "maxDuration=x",
            "after=x",
            "before=x")) {
      HttpResponse<String> response = server.get("jobs?" + parameter);
      assertThat(response.statusCode()).as(parameter).isEqualTo(400);
      JsonNode problem = Server.json(response);
      assertThat(problem.get("type").asText()).endsWith("/invalid-query-parameter-value");
      assertThat(problem.get("detail").asText()).contains(parameter.replaceFirst("=.*", ""));
    }
  }

  @Test
  void theConformanceClassesSayWhatIsThere() throws Exception {
    String part1 = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";
    assertThat(Server.json(server.get("conformance")).get("conformsTo"))
        .extracting(JsonNode::asText)
        .contains(part1 + "job-list", part1 + "dismiss");
    JsonNode api = Server.json(server.get("api"));
    assertThat(api.at("/paths/~1jobs/get/parameters").findValuesAsText("$ref"))
        .extracting(ref -> ref.replaceFirst(".*/", ""))
        .contains(
            "type", "processIDs", "status", "datetime", "minDuration", "maxDuration", "limit");
    assertThat(api.at("/paths/~1jobs~1{jobID}~1results~1{outputID}/get/operationId").asText())
        .isEqualTo("getOutput");
  }
}
