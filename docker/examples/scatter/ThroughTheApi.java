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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Runs scatter.cwl on a server and prints two numbers: the seconds from {@code created} to {@code finished} by the
 * server's clock, and those from the request to the first status {@code successful} by the client's.
 *
 * <p>{@code java ThroughTheApi.java API PACKAGE ELEMENTS}
 */
public final class ThroughTheApi {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new ThroughTheApi().measure(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
  }

  private void measure(String api, Path applicationPackage, int elements) throws IOException, InterruptedException {
    String cwl = Files.readString(applicationPackage);
    int deployed =
        send(request(api + "/processes").header("Content-Type", "application/cwl+yaml").POST(BodyPublishers.ofString(cwl)))
            .statusCode();
    if (deployed != 201 && deployed != 409) {
      throw new IOException("the deployment answers " + deployed);
    }
    ObjectNode body = json.createObjectNode();
    body.putObject("inputs").set("elements", json.valueToTree(IntStream.range(0, elements).mapToObj(Integer::toString).toList()));

    Instant start = Instant.now();
    HttpResponse<String> created =
        send(
            request(api + "/processes/scatter-echo/execution")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(body.toString())));
    String job = created.headers().firstValue("Location").orElseThrow(() -> new IOException("no job: " + created.body()));
    JsonNode status = json.readTree(send(request(job)).body());
    while (!status.path("status").asText().equals("successful")) {
      if (status.path("status").asText().matches("failed|dismissed") || Instant.now().isAfter(start.plus(PATIENCE))) {
        throw new IOException("the job did not succeed: " + status);
      }
      Thread.sleep(POLL.toMillis());
      status = json.readTree(send(request(job)).body());
    }
    Duration client = Duration.between(start, Instant.now());
    Duration server =
        Duration.between(Instant.parse(status.path("created").asText()), Instant.parse(status.path("finished").asText()));
    System.out.println(server.toMillis() / 1000.0 + " " + client.toMillis() / 1000.0);
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json").timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
