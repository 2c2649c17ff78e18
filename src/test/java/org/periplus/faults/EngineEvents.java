package org.periplus.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The containers that an engine starts from now on, and how they end, as it tells itself. */
final class EngineEvents implements AutoCloseable {

  /** Of tools that were killed, and that ended well. */
  private static final Set<String> NO_FAILURE = Set.of("0", "137", "143");

  private final Process process;
  private final Thread reader;
  private final List<Event> events = new ArrayList<>();

  /**
   * What happened to a container of a tool.
   *
   * @param place the job, the step and the element
   * @param exitCode empty when it was started
   */
  private record Event(String place, Optional<String> exitCode) {

    static Event of(String place, String action, String exitCode) {
      return new Event(
          place.strip(), action.equals("die") ? Optional.of(exitCode) : Optional.empty());
    }
  }

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
                    "event=die",
                    "--filter",
                    "label=" + Engine.JOB_LABEL,
                    "--format",
                    "{{index .Actor.Attributes \"org.periplus.part\"}}|"
                        + "{{index .Actor.Attributes \"org.periplus.job\"}}"
                        + " {{index .Actor.Attributes \"org.periplus.step\"}}"
                        + " {{index .Actor.Attributes \"org.periplus.element\"}}"
                        + "|{{.Action}}|{{index .Actor.Attributes \"exitCode\"}}"))
            .start();
    reader = new Thread(this::read, "events");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("|")) { // else it is part of a tool's way to the network
          String[] parts = line.split("\\|", -1);
          synchronized (events) {
            events.add(Event.of(parts[1], parts[2], parts[3]));
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
    of(job)
        .filter(event -> event.exitCode().isEmpty())
        .forEach(
            event -> starts.merge(event.place().substring(job.length()).strip(), 1, Integer::sum));
    return starts;
  }

  /**
   * How often a container was started for an element of a step of a job after another one that had
   * not failed. A tool fails whose connections went through a server that was killed.
   */
  int needlessStarts(String job) {
    Map<String, String> ends = new HashMap<>();
    int needless = 0;
    for (Event event : of(job).toList()) {
      Optional<String> end =
          Optional.ofNullable(ends.put(event.place(), event.exitCode().orElse("0")));
      needless +=
          event.exitCode().isEmpty() && end.filter(NO_FAILURE::contains).isPresent() ? 1 : 0;
    }
    return needless;
  }

  private Stream<Event> of(String job) {
    synchronized (events) {
      return List.copyOf(events).stream().filter(event -> event.place().startsWith(job));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    reader.join();
  }
}
