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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The main job as a client sees it: deploys the example application, executes it, follows the job
 * and reads its results. Ends with 0 only when the job is successful and both masks are there.
 *
 * <p>Started by {@code ./periplus demo}: {@code java Demo.java redraw|lines API PACKAGE SCENES
 * MASKS}
 */
@SuppressWarnings("DefaultPackage") // run from its source
public final class Demo {

  private static final List<String> SCENES =
      List.of("S2B_10TFK_20210713_0_L2A", "S2A_10TFK_20220524_0_L2A");
  private static final Set<String> FINAL = Set.of("successful", "failed", "dismissed");
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** What ends the demo with a sentence in place of a stack trace. */
  private static final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoException(String message) {
      super(message);
    }
  }

  /** The token of who has logged in. Tokens end: a command gives a new one when that is needed. */
  private static final class Login {

    private static final Duration FRESH = Duration.ofSeconds(20);

    private final String program = System.getenv().getOrDefault("PERIPLUS_LOGIN", "");
    private String token = "";
    private Instant asked = Instant.EPOCH;

    String token(String api) throws IOException, InterruptedException {
      if (!program.isEmpty() && asked.plus(FRESH).isBefore(Instant.now())) {
        Process process =
            new ProcessBuilder(program, "token", api)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        token = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
          throw new DemoException("the server asks who you are");
        }
        asked = Instant.now();
      }
      return token;
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String api;
  private final Login login = new Login();

  private Demo(String api) {
    this.api = api;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Demo demo = new Demo(arguments[1]);
    try {
      demo.deploy(Path.of(arguments[2]));
      String job = demo.execute(arguments[3]);
      demo.follow(job, arguments[0].equals("redraw") ? new Board() : new Journal());
      demo.results(job, Path.of(arguments[4]));
    } catch (DemoException problem) {
      System.err.println("demo: " + problem.getMessage());
      System.exit(1);
    } catch (IOException problem) {
      System.err.println("demo: the server does not answer as expected: " + problem);
      System.exit(1);
    }
  }

  /** Deploys the package; replaces it when it is there from an earlier demo. */
  private void deploy(Path applicationPackage) throws IOException, InterruptedException {
    System.out.println("Deploying " + applicationPackage.getFileName());
    String cwl = Files.readString(applicationPackage);
    HttpResponse<String> answer = sendPackage("POST", api + "/processes", cwl);
    if (answer.statusCode() == 409) {
      answer = sendPackage("PUT", api + "/processes/water-bodies", cwl);
    }
    require(answer, 200, 201, 204);
  }

  private HttpResponse<String> sendPackage(String method, String url, String cwl)
      throws IOException, InterruptedException {
    return send(
        request(url)
            .header("Content-Type", "application/cwl+yaml")
            .method(method, BodyPublishers.ofString(cwl)));
  }

  /** Creates the job and returns its URL. */
  private String execute(String scenes) throws IOException, InterruptedException {
    ObjectNode body = json.createObjectNode();
    ObjectNode inputs = body.putObject("inputs");
    inputs.set(
        "stac_items",
        json.valueToTree(SCENES.stream().map(scene -> scenes + "/" + scene).toList()));
    inputs.put("aoi", "-121.399,39.834,-120.74,40.472");
    inputs.put("epsg", "EPSG:4326");
    inputs.putArray("bands").add("green").add("nir");
    HttpResponse<String> answer =
        send(
            request(api + "/processes/water-bodies/execution")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async;return=representation")
                .POST(BodyPublishers.ofString(body.toString())));
    require(answer, 201);
    String job =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new DemoException("the answer 201 has no Location"));
    System.out.println("Job " + job);
    return job;
  }

  private void follow(String job, Display display) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode status = get(job);
      // The steps are read after the status: at the end they are complete.
      HttpResponse<String> steps = send(request(job + "/steps").GET());
      display.show(
          status,
          lines(steps.statusCode() == 200 ? json.readTree(steps.body()) : json.createObjectNode()));
      String state = status.path("status").asText();
      if (state.equals("successful")) {
        return;
      }
      if (FINAL.contains(state)) {
        throw new DemoException(
            "the job is " + state + ": " + status.path("message").asText("no message"));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new DemoException(
            "the job is still " + state + " after " + PATIENCE.toMinutes() + " minutes");
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** One line for each step of the workflow, summing up its tool runs. */
  private static Map<String, String> lines(JsonNode document) {
    Map<String, List<JsonNode>> runsOfSteps = new LinkedHashMap<>();
    for (JsonNode run : document.path("steps")) {
      String step = run.path("path").asText(run.path("name").asText("?"));
      runsOfSteps.computeIfAbsent(step, key -> new ArrayList<>()).add(run);
    }
    Map<String, String> lines = new LinkedHashMap<>();
    runsOfSteps.forEach((step, runs) -> lines.put(step, line(runs)));
    return lines;
  }

  private static String line(List<JsonNode> runs) {
    Map<String, Integer> states = new LinkedHashMap<>();
    for (String state : List.of("successful", "running", "accepted", "failed", "dismissed")) {
      int count =
          (int) runs.stream().filter(run -> run.path("status").asText().equals(state)).count();
      if (count > 0) {
        states.put(state, count);
      }
    }
    int done = states.getOrDefault("successful", 0);
    StringBuilder line = new StringBuilder("[").append("#".repeat(10 * done / runs.size()));
    line.append(".".repeat(10 - 10 * done / runs.size())).append("] ");
    line.append(done).append(" of ").append(runs.size()).append(" done");
    states.forEach(
        (state, count) ->
            line.append(state.equals("successful") ? "" : ", " + count + " " + state));
    return line.toString();
  }

  /**
   * Prints the items of the result and downloads their masks, also those that lie in object
   * storage.
   */
  private void results(String job, Path folder) throws IOException, InterruptedException {
    JsonNode collection = get(job + "/results?sign=true").path("stac_catalog").path("value");
    if (!collection.path("type").asText().equals("FeatureCollection")) {
      throw new DemoException("the result stac_catalog is no FeatureCollection");
    }
    System.out.println();
    System.out.println("Results: " + job + "/results");
    List<String> found = new ArrayList<>();
    for (JsonNode item : collection.path("features")) {
      String identifier = item.path("id").asText();
      String href = item.path("assets").path("data").path("href").asText();
      System.out.println(
          "  " + identifier + "  " + item.path("properties").path("datetime").asText());
      System.out.println("    " + href);
      if (SCENES.contains(identifier)) {
        download(URI.create(job).resolve(href), folder.resolve(identifier + ".tif"));
        found.add(identifier);
      }
    }
    if (found.size() != collection.path("features").size()
        || !Set.copyOf(found).equals(Set.copyOf(SCENES))) {
      throw new DemoException(
          "the result should hold one item for each of " + SCENES + ", but holds " + found);
    }
  }

  private void download(URI mask, Path target) throws IOException, InterruptedException {
    HttpResponse<Path> answer =
        http.send(
            withToken(HttpRequest.newBuilder(mask).timeout(Duration.ofMinutes(1)), mask.toString())
                .build(),
            BodyHandlers.ofFile(target));
    if (answer.statusCode() != 200) {
      throw new DemoException(mask + " answers " + answer.statusCode());
    }
    byte[] start = new byte[4];
    try (var file = Files.newInputStream(target)) {
      file.readNBytes(start, 0, start.length);
    }
    boolean tiff = start[0] == 'I' && start[1] == 'I' && (start[2] == 42 || start[2] == 43);
    if (!tiff) {
      throw new DemoException(mask + " is no TIFF file");
    }
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(url).GET());
    require(answer, 200);
    return json.readTree(answer.body());
  }

  private HttpRequest.Builder request(String url) throws IOException, InterruptedException {
    return withToken(
        HttpRequest.newBuilder(URI.create(url))
            .header("Accept", "application/json")
            .timeout(Duration.ofSeconds(30)),
        url);
  }

  /** The server alone gets the token, and no object storage. */
  private HttpRequest.Builder withToken(HttpRequest.Builder request, String url)
      throws IOException, InterruptedException {
    String token = url.startsWith(api + "/") ? login.token(api) : "";
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static void require(HttpResponse<String> answer, Integer... expected) {
    if (!List.of(expected).contains(answer.statusCode())) {
      throw new DemoException(
          answer.request().method()
              + " "
              + answer.uri()
              + " answers "
              + answer.statusCode()
              + ": "
              + answer.body().strip());
    }
  }

  /** Where the state of the job is shown. */
  private interface Display {
    void show(JsonNode job, Map<String, String> steps);
  }

  private static String headline(JsonNode job) {
    return "%3d %%  %s  %s"
        .formatted(
            job.path("progress").asInt(),
            job.path("status").asText(),
            job.path("message").asText());
  }

  /** On a terminal: draws all lines again in place. */
  private static final class Board implements Display {
    private static final int WIDTH = 100;
    private List<String> drawn = List.of();

    @Override
    public void show(JsonNode job, Map<String, String> steps) {
      List<String> lines = new ArrayList<>();
      lines.add(cut(headline(job)));
      steps.forEach((step, line) -> lines.add(cut("  %-45s %s".formatted(step, line))));
      if (!lines.equals(drawn)) {
        String up = drawn.isEmpty() ? "" : "\033[" + drawn.size() + "A\r\033[J";
        System.out.print(up + String.join("\n", lines) + "\n");
        System.out.flush();
        drawn = lines;
      }
    }

    /** A line that wraps would be two, and the next drawing would miss one. */
    private static String cut(String line) {
      return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
    }
  }

  /** In a file: a line for each change. */
  private static final class Journal implements Display {
    private final Map<String, String> before = new LinkedHashMap<>();

    @Override
    public void show(JsonNode job, Map<String, String> steps) {
      steps.forEach((step, line) -> changed(step, "  %-45s %s".formatted(step, line)));
      changed("", headline(job));
    }

    private void changed(String key, String line) {
      if (!line.equals(before.put(key, line))) {
        System.out.println(line);
      }
    }
  }
}
