package org.periplus.faults;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server of the test's own: the packaged WAR on Payara Micro, in a process that can die. */
final class ServerProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(10);

  private final Path folder;
  private final int port;
  private final Map<String, String> environment;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process process;

  /**
   * A server that is not started yet.
   *
   * @param folder for its data, its unpacked files and its log
   * @param settings as environment variables
   */
  ServerProcess(Path folder, Map<String, String> settings) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.port = freePort();
    this.environment = new HashMap<>(settings);
    environment.putIfAbsent("PERIPLUS_DATA_DIR", folder.resolve("data").toString());
    environment.putIfAbsent("PERIPLUS_EGRESS_ALLOW", "*,172.16.0.0/12,127.0.0.0/8");
    environment.putIfAbsent("LC_ALL", "C.UTF-8");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Sets one more setting, which counts when it starts. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Its root, under another name or address of this machine. */
  URI at(String host) {
    return URI.create("http://" + host + ":" + port);
  }

  /** The root of the default tenant's API. */
  URI url() {
    return URI.create("http://localhost:" + port + "/ogc-api/");
  }

  /** Starts it and waits until it is ready. */
  void start() throws IOException, InterruptedException {
    launch();
    awaitReady();
  }

  /** Starts it without waiting. */
  void launch() throws IOException, InterruptedException {
    Command.run(List.of("rm", "-rf", folder.resolve("payara").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // It starts often and runs for a minute
            "-XX:+UseSerialGC",
            "-jar",
            Path.of("target", "payara-micro.jar").toAbsolutePath().toString(),
            "--rootdir",
            folder.resolve("payara").toString(),
            "--deploy",
            Path.of("target", "periplus.war").toAbsolutePath().toString(),
            "--contextroot",
            "/",
            "--port",
            Integer.toString(port),
            "--prebootcommandfile", // As users start it
            Path.of("server-config", "payara", "preboot.asadmin").toAbsolutePath().toString(),
            "--nocluster",
            "--nohazelcast",
            "--disablephonehome");
    builder.environment().putAll(environment);
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** What it has written, over all its starts. */
  Path log() {
    return folder.resolve("server.log");
  }

  void awaitReady() throws IOException, InterruptedException {
    URI ready = url().resolve("/health/ready");
    Patience.until(
        READY_WITHIN,
        "the server at " + ready + " is ready; its log: " + log(),
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("The server ended while it started; log: " + log());
          }
          return answers(ready) && answers(url());
        });
  }

  private boolean answers(URI uri) throws InterruptedException {
    try {
      // The client's own timeout ends with the headers, and a server that starts may stop there.
      return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
              .get(5, TimeUnit.SECONDS)
              .statusCode()
          == 200;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: it ends where it is. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * SIGTERM, and waits for the end.
   *
   * @return how long it took
   */
  Duration stop() throws InterruptedException {
    long begun = System.nanoTime();
    signal();
    awaitEnd();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** SIGTERM, without waiting. */
  void signal() {
    process.destroy();
  }

  /** Waits until it has ended by itself, and not for ever. */
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      kill();
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
