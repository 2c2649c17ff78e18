package org.periplus.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The containers that an engine starts from now on, as it tells itself. */
final class EngineEvents implements AutoCloseable {

  private final Process process;
  private final Thread reader;
  private final List<String> started = new ArrayList<>();

  /**
   * Begins to listen.
   *
   * @param engine the address; empty for the default engine
   */
  EngineEvents(Engine engine) throws IOException {
    process =
        new ProcessBuilder(
                engine.command(
                    "events",
                    "--filter",
                    "event=start",
                    "--filter",
                    "label=" + Engine.JOB_LABEL,
                    "--format",
                    "{{index .Actor.Attributes \"org.periplus.part\"}}|"
                        + "{{index .Actor.Attributes \"org.periplus.job\"}}"
                        + " {{index .Actor.Attributes \"org.periplus.step\"}}"
                        + " {{index .Actor.Attributes \"org.periplus.element\"}}"))
            .start();
    reader = new Thread(this::read, "events");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("|")) { // else it is part of a tool's way to the network
          synchronized (started) {
            started.add(line.substring(1).strip());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often a container was started for each step and element of a job. */
  Map<String, Integer> starts(String job) {
    Map<String, Integer> starts = new TreeMap<>();
    synchronized (started) {
      started.stream()
          .filter(line -> line.startsWith(job))
          .forEach(line -> starts.merge(line.substring(job.length()).strip(), 1, Integer::sum));
    }
    return starts;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    reader.join();
  }
}
