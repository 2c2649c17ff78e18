package org.periplus.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** pygeoapi with two workers of gunicorn and its jobs in TinyDB, as its documentation has it. */
final class PygeoapiServer implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

  private static final String CONFIGURATION =
      """
      server:
        bind: {host: 127.0.0.1, port: %1$d}
        url: http://127.0.0.1:%1$d
        mimetype: application/json; charset=UTF-8
        encoding: utf-8
        gzip: false
        languages: [en-US]
        limits: {default_items: 20, max_items: 50}
        map: {url: "https://tile.example.org/{z}/{x}/{y}.png", attribution: none}
        admin: false
        manager: {name: TinyDB, connection: %2$s/jobs.db, output_dir: %2$s}
      logging: {level: ERROR}
      metadata:
        identification:
          title: {en: benchmark}
          description: {en: benchmark}
          keywords: {en: [benchmark]}
          keywords_type: theme
          terms_of_service: none
          url: http://127.0.0.1:%1$d
        license: {name: none, url: http://127.0.0.1:%1$d}
        provider: {name: none, url: http://127.0.0.1:%1$d}
        contact: {name: none, email: none@example.org, url: http://127.0.0.1:%1$d}
      resources:
        hello-world: {type: process, processor: {name: HelloWorld}}
      """;

  private final Process process;
  private final URI root;

  private PygeoapiServer(Process process, URI root) {
    this.process = process;
    this.root = root;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param environment the folder of its Python environment
   */
  static PygeoapiServer start(Path environment, Path folder, int port)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("pygeoapi.yml");
    Path openApi = folder.resolve("pygeoapi-openapi.yml");
    Files.writeString(configuration, CONFIGURATION.formatted(port, folder));
    Files.writeString(openApi, "");
    Map<String, String> variables =
        Map.of("PYGEOAPI_CONFIG", configuration.toString(), "PYGEOAPI_OPENAPI", openApi.toString());
    ProcessBuilder generation =
        new ProcessBuilder(
                environment.resolve("bin/pygeoapi").toString(),
                "openapi",
                "generate",
                configuration.toString(),
                "--output-file",
                openApi.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pygeoapi.log").toFile());
    generation.environment().putAll(variables);
    if (generation.start().waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("pygeoapi.log")));
    }
    ProcessBuilder server =
        new ProcessBuilder(
                environment.resolve("bin/gunicorn").toString(),
                "--workers",
                "2",
                "--bind",
                "127.0.0.1:" + port,
                "pygeoapi.flask_app:APP")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pygeoapi.log").toFile());
    server.environment().putAll(variables);
    PygeoapiServer started =
        new PygeoapiServer(server.start(), URI.create("http://127.0.0.1:" + port + "/"));
    started.await();
    return started;
  }

  private void await() throws IOException, InterruptedException {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("pygeoapi did not start; see pygeoapi.log");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(root.resolve("processes?f=json")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  URI root() {
    return root;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
