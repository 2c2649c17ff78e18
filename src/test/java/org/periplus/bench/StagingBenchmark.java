package org.periplus.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Measures one large file on its way through the server: fetched from an object store, copied by a
 * tool in a container, published to the object store; beside {@code curl} and the AWS SDK's own
 * upload with the same file and the same object store.
 */
public final class StagingBenchmark {

  private static final long SIZE = Long.getLong("bench.megabytes", 5_000) * 1_000_000;

  /** As the server's uploads have by default. */
  private static final long PART = 16 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY));

  private static final String COPY =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: copy
      baseCommand: cp
      arguments: [$(inputs.scene.path), copy.tif]
      inputs: {scene: File}
      outputs: {copy: {type: File, outputBinding: {glob: copy.tif}}}
      """;

  private final Path folder;
  private final String periplus;
  private final URI store;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private StagingBenchmark(Path folder, String periplus) throws IOException {
    this.folder = folder;
    this.periplus = periplus;
    this.store = URI.create("http://127.0.0.1:" + freePort());
    this.port = freePort();
  }

  /**
   * Measures.
   *
   * @param args the path of the script {@code periplus}, and a folder with room for six times the
   *     file
   */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(args[1]), "periplus-bench");
    try {
      new StagingBenchmark(folder, args[0]).measure();
    } finally {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
    System.exit(0);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void measure() throws Exception {
    Process objects = startObjects();
    try (S3Client client = client()) {
      Path scene = scene("scene.tif", SIZE);
      settle("in");
      double single = seconds(() -> upload(client, scene, "in/scene.tif"));
      Files.delete(scene);
      // Other bytes: of equal ones the cache would compare all to keep them once.
      Path other = scene("other.tif", SIZE);
      settle("in");
      double parts = seconds(() -> uploadInParts(other, "in/parts.tif"));
      Files.delete(other);
      upload(client, scene("small.tif", 1_000_000), "in/small.tif");
      settle("in/scene.tif");
      double curl =
          seconds(() -> command("curl", "-sfo", file("fetched").toString(), link("in/scene.tif")));
      double md5 = seconds(() -> command("md5sum", file("fetched").toString()));
      Files.delete(file("fetched"));
      throughTheServer(new Others(curl, curl + md5, single, parts));
    } finally {
      objects.destroy();
    }
  }

  /**
   * What is measured beside the server.
   *
   * @param curl seconds for the fetch
   * @param verified seconds for the fetch and the MD5 of what came
   * @param single seconds for an upload by one request, as the SDK's synchronous client does it
   * @param parts seconds for an upload in parts, as its asynchronous client does it
   */
  private record Others(double curl, double verified, double single, double parts) {}

  private void throughTheServer(Others others) throws Exception {
    Path data = Files.createDirectories(file("data"));
    CollectedHeap heap = new CollectedHeap(file("gc.log"));
    up(data);
    long server = Long.parseLong(Files.readString(data.resolve("periplus.pid")).strip());
    try {
      post("processes", "application/cwl+yaml", COPY);
      run("in/small.tif");
      command("jcmd", Long.toString(server), "GC.run");
      List<Integer> before = heap.afterCollections();
      int baseline = before.get(before.size() - 1);
      settle("in/parts.tif");
      JsonNode steps = run("in/parts.tif");
      settle("in/scene.tif");
      double verified = step(run("in/scene.tif"), "stage-in");
      command("jcmd", Long.toString(server), "GC.run");
      List<Integer> after = heap.afterCollections();
      int most = Collections.max(after.subList(before.size(), after.size()));
      report(others, step(steps, "stage-in"), verified, step(steps, "stage-out"));
      System.out.printf(
          "%nHeap after collections: %d MiB before the job, at most %d MiB during it.%n",
          baseline, most);
    } finally {
      ProcessHandle.of(server).ifPresent(ProcessHandle::destroy);
    }
  }

  /**
   * Gives everything that is measured the same beginning: nothing waits to be written to the disk,
   * and the object store has what is asked for in memory.
   */
  private void settle(String key) throws IOException, InterruptedException {
    command("sync");
    Path object = file("objects").resolve(ObjectServer.BUCKET).resolve(key);
    if (Files.isRegularFile(object)) {
      command("dd", "if=" + object, "of=/dev/null", "bs=1M");
    }
  }

  private static void report(Others others, double in, double verified, double out) {
    System.out.printf(
        "%d MB, %d processors, JDK %s%n%n| what | seconds | MB/s | to the other |%n"
            + "| --- | --- | --- | --- |%n",
        SIZE / 1_000_000,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
    row("`curl`", others.curl(), others.curl());
    row("stage-in", in, others.curl());
    row("`curl`, then `md5sum`", others.verified(), others.verified());
    row("stage-in that compares the MD5", verified, others.verified());
    row("the SDK's `putObject`", others.single(), others.parts());
    row("the SDK's upload in parts of 16 MiB", others.parts(), others.parts());
    row("stage-out, in parts of 16 MiB", out, others.parts());
  }

  private static void row(String what, double seconds, double other) {
    System.out.printf(
        "| %s | %.1f | %.0f | %.2f |%n", what, seconds, SIZE / 1e6 / seconds, seconds / other);
  }

  private Process startObjects() throws IOException {
    Process process =
        new ProcessBuilder(
                "java",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ObjectServer.class.getName(),
                file("objects").toString(),
                Integer.toString(store.getPort()))
            .redirectError(file("objects.log").toFile())
            .start();
    if (!"Serving".equals(process.inputReader().readLine())) {
      throw new IllegalStateException(Files.readString(file("objects.log")));
    }
    return process;
  }

  private void up(Path data) throws Exception {
    ProcessBuilder up =
        new ProcessBuilder(
                periplus, "up", "--port", Integer.toString(port), "--data", data.toString())
            .redirectErrorStream(true)
            .redirectOutput(file("up.log").toFile());
    up.environment()
        .putAll(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-XX:+UseSerialGC -Xlog:gc:file=" + file("gc.log"),
                "PERIPLUS_EGRESS_ALLOW",
                "*,127.0.0.0/8",
                "PERIPLUS_RESULTS_STORE",
                "s3",
                "PERIPLUS_RESULTS_S3_ENDPOINT",
                store.toString(),
                "PERIPLUS_RESULTS_S3_BUCKET",
                ObjectServer.BUCKET,
                "PERIPLUS_RESULTS_S3_ACCESS_KEY",
                ObjectServer.ACCESS_KEY,
                "PERIPLUS_RESULTS_S3_SECRET_KEY",
                ObjectServer.SECRET_KEY));
    if (up.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(file("up.log")));
    }
  }

  /** Runs a job to its end; gives its steps. */
  private JsonNode run(String key) throws Exception {
    JsonNode job =
        post(
            "processes/copy/execution",
            "application/json",
            JSON.createObjectNode()
                .set("inputs", JSON.createObjectNode().put("scene", link(key)))
                .toString());
    String id = job.get("jobID").asText();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(30));
    JsonNode status = job;
    while (List.of("accepted", "running").contains(status.get("status").asText())) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("The job does not end: " + status);
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      status = get("jobs/" + id);
    }
    if (!status.get("status").asText().equals("successful")) {
      throw new IllegalStateException(status.toString());
    }
    return get("jobs/" + id + "/steps").get("steps");
  }

  private static double step(JsonNode steps, String kind) {
    for (JsonNode step : steps) {
      if (step.toString().contains('"' + kind + '"')) {
        return Duration.between(
                    Instant.parse(step.get("started").asText()),
                    Instant.parse(step.get("finished").asText()))
                .toMillis()
            / 1e3;
      }
    }
    throw new IllegalStateException("There is no step " + kind + " in " + steps);
  }

  private JsonNode post(String path, String type, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", type)
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/bench/ogc-api/" + path))
        .header("Accept", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(store)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .build();
  }

  private static void upload(S3Client client, Path file, String key) {
    client.putObject(put -> put.bucket(ObjectServer.BUCKET).key(key), file);
  }

  private void uploadInParts(Path file, String key) {
    try (S3AsyncClient client =
        S3AsyncClient.builder()
            .endpointOverride(store)
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .multipartEnabled(true)
            .multipartConfiguration(
                parts -> parts.minimumPartSizeInBytes(PART).thresholdInBytes(PART))
            .build()) {
      client.putObject(put -> put.bucket(ObjectServer.BUCKET).key(key), file).join();
    }
  }

  /** A link that opens an object without credentials. */
  private String link(String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(store)
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return presigner
          .presignGetObject(
              link ->
                  link.signatureDuration(Duration.ofHours(1))
                      .getObjectRequest(get -> get.bucket(ObjectServer.BUCKET).key(key)))
          .url()
          .toString();
    }
  }

  private Path scene(String name, long size) throws IOException {
    Path scene = file(name);
    byte[] block = new byte[1_000_000];
    new Random(name.hashCode()).nextBytes(block);
    try (OutputStream output = Files.newOutputStream(scene)) {
      for (long written = 0; written < size; written += block.length) {
        output.write(block);
      }
    }
    return scene;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** Something that is measured. */
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void command(String... command) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(file("command.log").toFile())
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + ": " + Files.readString(file("command.log")));
    }
  }
}
