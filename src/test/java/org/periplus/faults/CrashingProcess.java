package org.periplus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@code CrashingServer} in its process. */
final class CrashingProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS_TO_END = 600;

  private final Process process;
  private final BufferedReader lines;
  private final PrintStream orders;

  /**
   * Starts it on what an earlier one left.
   *
   * @param folder its data directory
   * @param database the URL of its database; empty for the embedded one
   * @param crashPoint where it halts, counted from its start; 0 for nowhere
   */
  CrashingProcess(Path folder, Optional<String> database, int crashPoint) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dperiplus.tests.crash-at=" + crashPoint,
                "-cp",
                System.getProperty("java.class.path"),
                "org.periplus.batch.CrashingServer",
                folder.toString()));
    database.ifPresent(command::add);
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    lines = process.inputReader(StandardCharsets.UTF_8);
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    // Who waits in vain for its next line sees it end, with its log.
    process.onExit().orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).exceptionally(this::killed);
  }

  private Process killed(Throwable timeout) {
    return process.destroyForcibly();
  }

  /** How a job of an earlier server ends; empty when this one halts before. */
  Optional<JsonNode> takeUp(String job) throws IOException {
    orders.println("report " + job);
    return end();
  }

  /**
   * Begins a job.
   *
   * @param crashPoint where it halts, counted from here; 0 for nowhere
   * @return its id
   */
  String begin(int crashPoint, Path document, Path inputs) throws IOException {
    orders.println("run " + crashPoint + " " + document + " " + inputs);
    return next()[2];
  }

  /** How the job that was begun ends; empty when it halts before. */
  Optional<JsonNode> end() throws IOException {
    String[] line = next();
    return line.length == 0 ? Optional.empty() : Optional.of(JSON.readTree(line[3]));
  }

  /** The words of the next line that is for us; none when the process has ended. */
  private String[] next() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith("> ")) {
      line = lines.readLine();
    }
    return line == null ? new String[0] : line.split(" ", 4);
  }

  @Override
  public void close() throws InterruptedException {
    orders.close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
