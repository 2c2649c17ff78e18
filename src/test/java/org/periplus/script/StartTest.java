package org.periplus.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./periplus} does while a server starts and stops; the server is played by a script.
 */
class StartTest {

  private static final String RECORD =
      "[2026-01-01T00:00:00.000+0000] [] [%s] [%s] [a.b] [tid: 1] [timeMillis: 1] [levelValue: 1] ";

  @TempDir private Path home;
  private int port;

  /** What a command came to. */
  private record Outcome(int exit, String output) {}

  @BeforeEach
  void aHomeWithoutAServer() throws IOException {
    for (String file :
        List.of(
            "periplus",
            "docker/machine.sh",
            "docker/images",
            "server-config/payara/preboot.asadmin")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(Path.of(file), home.resolve(file));
    }
    for (String file :
        List.of(
            "pom.xml",
            "src/main/empty",
            "target/payara-micro.jar",
            "target/cwl-runner.classpath",
            "target/periplus.war")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), "");
    }
    Files.createDirectories(home.resolve("bin"));
    program("docker/engine", "exit 0");
    program("docker/scenes", "echo \"$1\" >>'" + home + "/scenes'; echo 192.0.2.1");
    program("bin/javac", "exit 0");
    program("bin/docker", "exit 0");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    run("down");
  }

  private void program(String path, String script) throws IOException {
    Files.writeString(home.resolve(path), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(home.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the server does, after it was asked for its version. */
  private void server(String script) throws IOException {
    program(
        "bin/java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.1\"' >&2; exit 0; fi\n"
            + script);
  }

  private static String says(String level, String code, String message) {
    return "echo '" + RECORD.formatted(level, code) + message + "'\n";
  }

  private Outcome run(String command, String... environment)
      throws IOException, InterruptedException {
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("periplus").toString(),
                command,
                "--port",
                Integer.toString(port),
                "--data",
                home.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    for (int at = 0; at < environment.length; at += 2) {
      builder.environment().put(environment[at], environment[at + 1]);
    }
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  @Test
  void aServerThatGetsOnIsWaitedForHoweverLongItTakes() throws Exception {
    server(
        "for second in 1 2 3 4 5 6 7; do sleep 1; "
            + says("INFO", "", "Still at it")
            + " done\nexec python3 -c \"import http.server as h\n"
            + "class Ready(h.BaseHTTPRequestHandler):\n"
            + "  def do_GET(self):\n    self.send_response(200); self.end_headers()\n"
            + "h.HTTPServer(('127.0.0.1', "
            + port
            + "), Ready).serve_forever()\" payara-micro.jar --rootdir '"
            + home
            + "/data/server'");

    Outcome up = run("up", "PERIPLUS_START_PATIENCE", "3");

    assertThat(up.output()).contains("Periplus is ready");
    assertThat(up.exit()).isZero();
  }

  @Test
  void aServerThatDoesNotGetOnIsGivenUpWithItsLastSentences() throws Exception {
    server(
        says("WARNING", "NCLS-SECURITY-05054", "[[")
            + "echo '  The SSL certificate with alias a has expired: ['\necho '0000: 1F EA BB 3E'\n"
            + says("SEVERE", "", "[[")
            + "echo '  The port is taken]]'\necho '\tat a.b.C.d(C.java:1)'\n"
            + "exec sleep 100");

    Outcome up = run("up", "PERIPLUS_START_PATIENCE", "3");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output())
        .contains("The last that it said:\nThe port is taken\n", "did not get on for 3 seconds")
        .doesNotContain("0000:", "certificate", "C.java", "levelValue");
  }

  @Test
  void aServerThatEndsIsNotWaitedFor() throws Exception {
    server("echo 'Error: no memory'; exit 1");

    Outcome up = run("up");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output()).contains("Error: no memory", "The server ended while it was starting");
  }

  @Test
  void nobodyIsLetInBeforeTheApplicationIsThere() throws Exception {
    server("exit 1");

    run("up");

    String listener =
        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.enabled=";
    assertThat(home.resolve("data/preboot.asadmin")).content().endsWith(listener + "false\n");
    assertThat(home.resolve("data/postdeploy.asadmin")).hasContent(listener + "true");
  }

  @Test
  void theScenesOfAnotherServerStay() throws Exception {
    Process other =
        new ProcessBuilder(
                "sh", "-c", "sleep 100; :", "payara-micro.jar", "--rootdir", "/elsewhere/server")
            .start();
    try {
      run("down");
      assertThat(home.resolve("scenes")).doesNotExist();
    } finally {
      Stream.concat(other.descendants(), Stream.of(other.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsGivenUpSoonAndAskedOnce() throws Exception {
    program(
        "bin/docker",
        "case \"$1\" in\n"
            + "  pull) echo \"$2\" >>'"
            + home
            + "/pulls'; exec sleep 100 ;;\n"
            + "  image) exit 1 ;;\n"
            + "esac");
    program("bin/debootstrap", "exit 1");
    ProcessBuilder images = new ProcessBuilder(home.resolve("docker/images").toString(), "base");
    images.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    images.environment().put("PERIPLUS_REGISTRY_TIMEOUT", "1");

    Process made =
        images.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile()).start();

    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(home.resolve("output")).content().contains("No registry answers");
    assertThat(home.resolve("pulls")).hasContent("debian:bookworm-slim");
  }
}
