package org.periplus.bench;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures what requests cost a server, beside pygeoapi on the same machine in the same run: each
 * work for some seconds by eight connections, Periplus and pygeoapi in turn; all of it twice, since
 * a server that has just started is slower. Prints a table of works a second, their ratio, and the
 * milliseconds of a processor that one costs.
 */
public final class ServerBenchmark {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final int CONNECTIONS = 8;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final Pattern A_SECOND = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder;

  private ServerBenchmark(Path folder) {
    this.folder = folder;
  }

  /**
   * A server under test.
   *
   * @param root where its API is
   * @param process its process that answers at once
   */
  private record Subject(String name, URI root, String process, String body, ProcessHandle main) {

    URI at(String path) {
      return URI.create(root + path);
    }

    URI execution() {
      return at("processes/" + process + "/execution");
    }

    /** How many seconds of a processor it and its children have had. */
    double processorSeconds() {
      return Stream.concat(Stream.of(main), main.descendants())
          .mapToDouble(
              process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
          .sum();
    }
  }

  /** What is done for some seconds. */
  private interface Work {

    /** How often it was done in a second. */
    double of(Subject subject) throws Exception;
  }

  private record Figure(double aSecond, double milliseconds) {}

  /**
   * Measures.
   *
   * @param args the URL of the API of Periplus, the number of its process, the folder of a Python
   *     environment that has pygeoapi, and a folder
   */
  public static void main(String[] args) throws Exception {
    ProcessHandle periplus = ProcessHandle.of(Long.parseLong(args[1])).orElseThrow();
    ServerBenchmark benchmark = new ServerBenchmark(Path.of(args[3]));
    PygeoapiServer pygeoapi =
        PygeoapiServer.start(Path.of(args[2]), Path.of(args[3]), StagingBenchmark.freePort());
    try {
      benchmark.measure(
          new Subject(
              "Periplus",
              URI.create(args[0]),
              "echo",
              "{\"inputs\": {\"string\": \"a\"}}",
              periplus),
          new Subject(
              "pygeoapi",
              pygeoapi.root(),
              "hello-world",
              "{\"inputs\": {\"name\": \"a\"}}",
              pygeoapi.process()));
    } finally {
      pygeoapi.close();
    }
    System.exit(0);
  }

  private void measure(Subject periplus, Subject pygeoapi) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%d processors, JDK %s, %d connections, %d s for each figure, load before %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        CONNECTIONS,
        SECONDS,
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    System.out.println(
        "| work | when | Periplus a second | pygeoapi a second | ratio | Periplus, ms of a processor"
            + " | pygeoapi, ms of a processor |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (String when : List.of("first", "warm")) {
      row("`GET /processes`", when, this::processes, periplus, pygeoapi);
      row("`GET /jobs/{id}`", when, this::status, periplus, pygeoapi);
      row("a synchronous job", when, this::synchronous, periplus, pygeoapi);
      row("an asynchronous job, to its end", when, this::asynchronous, periplus, pygeoapi);
    }
  }

  private void row(String what, String when, Work work, Subject periplus, Subject pygeoapi)
      throws Exception {
    Figure ours = figure(work, periplus);
    Figure theirs = figure(work, pygeoapi);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %.1f | %.1f | %.1f |%n",
        what,
        when,
        ours.aSecond(),
        theirs.aSecond(),
        ours.aSecond() / theirs.aSecond(),
        ours.milliseconds(),
        theirs.milliseconds());
  }

  private static Figure figure(Work work, Subject subject) throws Exception {
    double before = subject.processorSeconds();
    long begin = System.nanoTime();
    double aSecond = work.of(subject);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Figure(aSecond, (subject.processorSeconds() - before) * 1000 / (aSecond * seconds));
  }

  private double processes(Subject subject) throws IOException, InterruptedException {
    return wrk(subject.at("processes?f=json"), "");
  }

  private double status(Subject subject) throws IOException, InterruptedException {
    return wrk(URI.create(job(subject)), "");
  }

  private double synchronous(Subject subject) throws IOException, InterruptedException {
    return wrk(
        subject.execution(),
        """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.body = '%s'
        """
            .formatted(subject.body()));
  }

  private double wrk(URI uri, String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("request.lua"), script);
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + SECONDS + "s",
                "--timeout",
                "30s",
                "-s",
                file.toString(),
                "-H",
                "Accept: application/json",
                uri.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher aSecond = A_SECOND.matcher(said);
    if (REFUSED.matcher(said).find() || !aSecond.find()) {
      throw new IOException(uri + " was not answered as it should be:\n" + said);
    }
    return Double.parseDouble(aSecond.group(1));
  }

  /** The URL of a job that has begun. */
  private String job(Subject subject) throws IOException, InterruptedException {
    HttpResponse<String> accepted =
        http.send(
            HttpRequest.newBuilder(subject.execution())
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(subject.body()))
                .build(),
            BodyHandlers.ofString());
    return accepted
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new IOException(subject.name() + ": " + accepted.body()));
  }

  private double asynchronous(Subject subject) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    long begin = System.nanoTime();
    List<Callable<Integer>> all = new ArrayList<>();
    for (int client = 0; client < CONNECTIONS; client++) {
      all.add(
          () -> {
            int done = 0;
            while (System.nanoTime() < end) {
              awaitEnd(job(subject));
              done++;
            }
            return done;
          });
    }
    int jobs = 0;
    for (Future<Integer> done : clients.invokeAll(all)) {
      jobs += done.get();
    }
    clients.shutdown();
    return jobs * 1e9 / (System.nanoTime() - begin);
  }

  private void awaitEnd(String job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(job)).header("Accept", "application/json").build();
    String status = "";
    while (!status.contains("\"successful\"")) {
      status = http.send(request, BodyHandlers.ofString()).body();
      if (status.contains("\"failed\"")) {
        throw new IOException(status);
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }
}
