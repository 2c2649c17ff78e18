package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More jobs than may wait: of one tenant, and of all. */
@Tag("faults")
@Tag("full-queue")
class FullQueueFaults {

  private static final String LONG = "{\"string\": \"s\", \"pause\": 600}";

  @TempDir private Path folder;

  @Test
  void refusesWhatHasNoPlaceAndTakesItWhenThereIsOne() throws Exception {
    try (ServerProcess server = new ServerProcess(folder, settings())) {
      server.start();
      Api first = new Api(server.url().resolve("/first/ogc-api/"));
      Api second = new Api(server.url().resolve("/second/ogc-api/"));
      String running = first.execute("echo", LONG);
      String waiting = first.execute("echo", LONG);
      String message = first.status(waiting).orElseThrow().get("message").asText();
      HttpResponse<String> ofTenant = first.tryToExecute("echo", LONG);
      String other = second.execute("echo", LONG);
      HttpResponse<String> ofAll =
          new Api(server.url().resolve("/third/ogc-api/")).tryToExecute("echo", LONG);

      first.dismiss(waiting);
      HttpResponse<String> afterwards = first.tryToExecute("echo", LONG);

      Findings.row(
          "a full queue",
          "one runs, one waits (%s); the tenant's next: %d, Retry-After %s; another tenant's: 201; "
                  .formatted(message, ofTenant.statusCode(), retryAfter(ofTenant))
              + "beyond all: %d, Retry-After %s; when one is gone: %d"
                  .formatted(ofAll.statusCode(), retryAfter(ofAll), afterwards.statusCode()));
      assertThat(message).contains("its place in the queue is 1. ");
      refuses(ofTenant, 429);
      refuses(ofAll, 503);
      assertThat(afterwards.statusCode()).as(afterwards.body()).isEqualTo(201);
      for (String job :
          List.of(running, Api.JSON.readTree(afterwards.body()).at("/jobID").asText())) {
        first.dismiss(job);
      }
      second.dismiss(other);
    }
  }

  private static void refuses(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(retryAfter(response)).isEqualTo("7");
    JsonNode problem = Api.JSON.readTree(response.body());
    assertThat(problem.get("title").asText()).isEqualTo("Too many jobs wait");
  }

  private static String retryAfter(HttpResponse<String> response) {
    return response.headers().firstValue("Retry-After").orElse("none");
  }

  private static Map<String, String> settings() {
    return Map.of(
        "PERIPLUS_JOBS_PARALLEL", "1",
        "PERIPLUS_JOBS_MAX_QUEUED", "2",
        "PERIPLUS_JOBS_MAX_QUEUED_BY_TENANT", "1",
        "PERIPLUS_JOBS_RETRY_AFTER", Duration.ofSeconds(7).toString());
  }
}
