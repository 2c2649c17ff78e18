package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A client of a server that may be away. */
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  Api(URI base) {
    this.base = base;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** Dismisses a job that runs, which must be taken. */
  void dismiss(String job) throws IOException, InterruptedException {
    HttpResponse<String> response = delete("jobs/" + job);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /** Asks, and does not wait for the answer. */
  CompletableFuture<HttpResponse<String>> ask(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  /** Asks for events, and gives all that come when the last has come. */
  CompletableFuture<HttpResponse<String>> events(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).header("Accept", "text/event-stream").build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Deploys a package that must be taken. */
  void deploy(String cwl) throws IOException, InterruptedException {
    created(
        request("processes")
            .header("Content-Type", "application/cwl+yaml")
            .POST(BodyPublishers.ofString(cwl)));
  }

  /** Executes a process whose inputs must be taken; gives the job's id. */
  String execute(String process, String inputs) throws IOException, InterruptedException {
    return created(execution(process, inputs)).get("jobID").asText();
  }

  /** Asks for an execution that may be refused. */
  HttpResponse<String> tryToExecute(String process, String inputs)
      throws IOException, InterruptedException {
    return send(execution(process, inputs));
  }

  private HttpRequest.Builder execution(String process, String inputs) {
    return request("processes/" + process + "/execution")
        .header("Content-Type", "application/json")
        .header("Prefer", "respond-async")
        .POST(BodyPublishers.ofString("{\"inputs\":" + inputs + "}"));
  }

  private JsonNode created(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return JSON.readTree(response.body());
  }

  /** A job's status; empty while the server is away or says that it cannot answer. */
  Optional<JsonNode> status(String job) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response = get("jobs/" + job);
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits for a job's end, whatever the server goes through; gives its last status. */
  JsonNode awaitEnd(String job, Duration atMost) throws IOException, InterruptedException {
    List<JsonNode> seen = new ArrayList<>();
    Patience.until(
        atMost,
        "the end of job " + job,
        () -> {
          status(job).ifPresent(seen::add);
          return !seen.isEmpty() && hasEnded(seen.get(seen.size() - 1));
        });
    return seen.get(seen.size() - 1);
  }

  /** Waits until a step of a job is at work. */
  void awaitRunning(String job, String step) throws IOException, InterruptedException {
    Patience.until(
        Duration.ofMinutes(2),
        "step " + step + " of job " + job + " runs",
        () ->
            steps(job).stream()
                .anyMatch(
                    run ->
                        run.path("path").asText().equals(step)
                            && run.path("status").asText().equals("running")));
  }

  /** The messages that a job's status has while that time passes. */
  Set<String> messagesOf(String job, Duration time) throws IOException, InterruptedException {
    Set<String> messages = new TreeSet<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      status(job).ifPresent(status -> messages.add(status.get("message").asText()));
      Patience.pause(Duration.ofMillis(500));
    }
    return messages;
  }

  static boolean hasEnded(JsonNode status) {
    return status.get("status").asText().matches("successful|failed|dismissed");
  }

  List<JsonNode> steps(String job) throws IOException, InterruptedException {
    List<JsonNode> steps = new ArrayList<>();
    JSON.readTree(get("jobs/" + job + "/steps").body()).path("steps").forEach(steps::add);
    return steps;
  }

  /** The log of a step, empty when it has none. */
  String log(JsonNode step) throws IOException, InterruptedException {
    return step.has("log") ? get(step.get("log").asText()).body() : "";
  }

  /** When a job ended by its own account, and began. */
  static Duration duration(JsonNode status) {
    return Duration.between(
        Instant.parse(status.get("created").asText()),
        Instant.parse(status.get("finished").asText()));
  }

  /** A result that is a file of text. */
  String text(String job, String output) throws IOException, InterruptedException {
    return get("jobs/" + job + "/results/" + output).body();
  }

  /** The contents of all files that a job's results name, by the ends of their URLs. */
  Map<String, String> resultFiles(String job) throws Exception {
    Map<String, String> files = new TreeMap<>();
    JsonNode results = JSON.readTree(get("jobs/" + job + "/results").body());
    for (String href : results.findValuesAsText("href")) {
      if (href.contains("/files/") && href.endsWith(".tif")) {
        byte[] bytes =
            http.send(HttpRequest.newBuilder(URI.create(href)).build(), BodyHandlers.ofByteArray())
                .body();
        files.put(
            href.substring(href.indexOf("/files/")).replace(job, "JOB"), Digest.sha256(bytes));
      }
    }
    return files;
  }
}
