package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A client of the API of one tenant of the server under test. */
final class Server {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  /**
   * @param tenant the tenant; empty for the default one
   */
  Server(String tenant) {
    base =
        URI.create(
            "http://localhost:%s/%sogc-api/"
                .formatted(
                    System.getProperty("system.test.port"), tenant.isEmpty() ? "" : tenant + "/"));
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  HttpResponse<String> post(String path, String mediaType, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", mediaType)
            .header("Prefer", "respond-async;return=representation")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String mediaType, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", mediaType)
            .PUT(BodyPublishers.ofString(body)));
  }

  byte[] download(String url) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(url).isEqualTo(200);
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .method(method, BodyPublishers.ofString(body))
            .headers(headers));
  }

  HttpResponse<String> patch(String job, String mediaType, String body)
      throws IOException, InterruptedException {
    return send("PATCH", "jobs/" + job, body, "Content-Type", mediaType);
  }

  /** Starts a job that was created or has failed: Part 4. */
  HttpResponse<String> start(String job) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("jobs/" + job + "/results")).POST(BodyPublishers.noBody()));
  }

  /** Creates a job, which must be taken; gives its id: Part 4. */
  String created(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post("jobs", "application/json", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return json(response).get("id").asText();
  }

  JsonNode definition(String job) throws IOException, InterruptedException {
    return json(get("jobs/" + job + "/definition"));
  }

  static void assertProblem(HttpResponse<String> response, int status, String type)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(json(response).get("type").asText()).isEqualTo(type);
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** Deploys a package that must be taken. */
  void deploy(String cwl) throws IOException, InterruptedException {
    HttpResponse<String> response = post("processes", "application/cwl+yaml", cwl);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** Deploys a package whose process can be executed synchronously too. */
  void deployOfferingBothModes(String cwl) throws IOException, InterruptedException {
    ObjectNode envelope = JSON.createObjectNode();
    envelope
        .putObject("processDescription")
        .putObject("process")
        .putArray("jobControlOptions")
        .add("async-execute")
        .add("sync-execute")
        .add("dismiss");
    envelope.putObject("executionUnit").put("value", cwl).put("mediaType", "application/cwl+yaml");
    HttpResponse<String> response =
        post("processes", "application/ogcapppkg+json", envelope.toString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** Executes a process with inputs that must be taken; gives the job's id. */
  String execute(String process, String inputs) throws IOException, InterruptedException {
    HttpResponse<String> response =
        post(
            "processes/" + process + "/execution",
            "application/json",
            "{\"inputs\":" + inputs + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return json(response).get("jobID").asText();
  }

  JsonNode status(String job) throws IOException, InterruptedException {
    return json(get("jobs/" + job));
  }

  List<JsonNode> steps(String job) throws IOException, InterruptedException {
    return List.copyOf(
        JSON.convertValue(
            json(get("jobs/" + job + "/steps")).get("steps"),
            JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class)));
  }

  /** How often the step of the job was tried that was tried most often. */
  int attempts(String job) {
    try {
      return steps(job).stream().mapToInt(step -> step.get("attempt").asInt()).max().orElse(0);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until the job has ended. */
  JsonNode awaitEnd(String job) throws IOException, InterruptedException {
    return await(
        job,
        status ->
            List.of("successful", "failed", "dismissed").contains(status.get("status").asText()));
  }

  /** Waits until the job's status is as wanted. */
  JsonNode await(String job, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(180);
    JsonNode status = status(job);
    while (!wanted.test(status)) {
      if (Instant.now().isAfter(deadline)) {
        fail("The job is not as wanted after 180 s: " + status);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      status = status(job);
    }
    return status;
  }
}
