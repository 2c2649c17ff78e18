package org.periplus.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.periplus.container.ContainerUsage;

/**
 * Asks the engine what a container uses now. Docker-java's own command lets the engine wait for a
 * second sample, to which it compares the first. Threads share it.
 */
record ContainerStats(DockerHttpClient http) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_ANSWER = 1 << 20;

  /** Empty when it does not run. */
  Optional<ContainerUsage> of(String id) {
    Request request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/containers/" + id + "/stats?stream=false&one-shot=true")
            .build();
    try (Response response = http.execute(request)) {
      return response.getStatusCode() == 200
          ? usage(JSON.readTree(response.getBody().readNBytes(LARGEST_ANSWER)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An engine gives nothing but zeros of a container that has ended. */
  static Optional<ContainerUsage> usage(JsonNode stats) {
    JsonNode memory = stats.path("memory_stats");
    if (!memory.path("usage").canConvertToLong()) {
      return Optional.empty();
    }
    JsonNode details = memory.path("stats");
    JsonNode cache = details.path("inactive_file"); // control groups v2, or v1
    long reclaimable =
        (cache.isMissingNode() ? details.path("total_inactive_file") : cache).asLong();
    long used = memory.path("usage").asLong();
    return Optional.of(
        new ContainerUsage(
            Duration.ofNanos(stats.at("/cpu_stats/cpu_usage/total_usage").asLong()),
            reclaimable < used ? used - reclaimable : used));
  }
}
