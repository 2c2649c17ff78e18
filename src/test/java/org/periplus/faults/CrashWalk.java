package org.periplus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a job again and again, with a server that halts one crash point later each time, until it
 * ends without: then there are no more.
 */
final class CrashWalk {

  /** Every so manieth crash point is tried, from one of the first on. */
  private static final int STRIDE = Integer.getInteger("faults.stride", 1);

  private static final int FIRST =
      Integer.getInteger("faults.first", 1 + new Random().nextInt(STRIDE));

  private final Path folder;
  private final Optional<String> database;
  private final EngineEvents events;
  private final Path document;
  private final Path inputs;
  private final boolean twice;

  private final List<String> broken = new ArrayList<>();
  private JsonNode reference;
  private Map<String, Integer> starts;
  private String job = "";
  private String crash = "";
  private int second = FIRST;
  private int points;
  private int secondPoints;

  /**
   * A walk that has not begun.
   *
   * @param database the URL of an empty database; empty for the embedded one
   * @param twice whether the recovery is cut off too, one crash point later each time
   */
  CrashWalk(
      Path folder,
      Optional<String> database,
      EngineEvents events,
      String document,
      String inputs,
      boolean twice)
      throws IOException {
    this.folder = folder;
    this.database = database;
    this.events = events;
    this.document = Files.writeString(folder.resolve("document.cwl"), document);
    this.inputs = Files.writeString(folder.resolve("inputs.json"), inputs);
    this.twice = twice;
  }

  void run() {
    try {
      runUndisturbed();
      for (int point = FIRST; isCutOffAt(point); point += STRIDE) {
        points++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void runUndisturbed() throws IOException, InterruptedException {
    try (CrashingProcess server = start(0)) {
      String undisturbed = server.begin(0, document, inputs);
      reference = server.end().orElseThrow();
      starts = events.starts(undisturbed);
    }
  }

  /** One server takes up what the one before has left, and is cut off in a job of its own. */
  private boolean isCutOffAt(int point) throws IOException, InterruptedException {
    if (twice && !job.isEmpty()) {
      cutOffAgain();
    }
    try (CrashingProcess server = start(0)) {
      if (!job.isEmpty()) {
        check(server.takeUp(job).orElseThrow(() -> stuck()));
      }
      crash = "crash point " + point;
      System.out.println(crash);
      job = server.begin(point, document, inputs);
      Optional<JsonNode> end = server.end();
      end.ifPresent(this::check);
      return end.isEmpty();
    }
  }

  private AssertionError stuck() {
    return new AssertionError("After " + crash + " job " + job + " has no end; log: " + folder);
  }

  private void cutOffAgain() throws IOException, InterruptedException {
    try (CrashingProcess server = start(second)) {
      Optional<JsonNode> end = server.takeUp(job);
      if (end.isPresent()) {
        check(end.get());
        job = "";
        second = FIRST;
      } else {
        crash += " and " + second + " of the recovery";
        second += STRIDE;
        secondPoints++;
      }
    }
  }

  private void check(JsonNode report) {
    Map<String, Integer> started = events.starts(job);
    List<String> differences = new ArrayList<>();
    differ("", reference, report, differences);
    if (!started.equals(starts)) {
      differences.add("containers started: " + started);
    }
    if (!differences.isEmpty()) {
      broken.add(crash + ", job " + job + ": " + differences);
      System.out.println(broken.get(broken.size() - 1));
    }
  }

  private static void differ(String where, JsonNode expected, JsonNode found, List<String> told) {
    if (expected.isObject() && found.isObject()) {
      Set<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      found.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> differ(where + "/" + name, expected.path(name), found.path(name), told));
    } else if (!expected.equals(found)) {
      told.add(where + ": " + found + " instead of " + expected);
    }
  }

  private CrashingProcess start(int crashPoint) throws IOException {
    return new CrashingProcess(folder, database, crashPoint);
  }

  int points() {
    return points;
  }

  /** How many of the recoveries were cut off too. */
  int secondPoints() {
    return secondPoints;
  }

  /** What differs from the job that nothing disturbed. */
  List<String> broken() {
    return broken;
  }
}
