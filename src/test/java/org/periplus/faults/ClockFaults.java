package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.persistence.PostgresProcess;

/**
 * The clock of a server set back by an hour in mid-job, beside another server whose clock is right.
 * It is a small library that sets it, for that process alone: what counts the time that passes goes
 * on, as it does when a machine's clock is set. (libfaketime was seen to make the waits of a JVM
 * spin.)
 */
@Tag("faults")
@Tag("clock")
class ClockFaults {

  private static final int SECONDS = 8;

  @TempDir private Path folder;

  @Test
  void keepsTheInstantsOfAJobInOrderAndItsLease() throws Exception {
    Path shift = Files.writeString(folder.resolve("shift"), "0\n");
    try (PostgresProcess database = new PostgresProcess(folder.resolve("postgres"));
        ServerProcess first = server("first", database, shifted(shift));
        ServerProcess second = server("second", database, Map.of());
        EngineEvents events = new EngineEvents(Engine.OF_THE_MACHINE)) {
      first.start();
      Api api = new Api(first.url());
      api.deploy(Packages.SLEEPERS);
      String job = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
      api.awaitRunning(job, "first");
      second.start();
      String later = api.execute("sleepers", "{\"seconds\": " + SECONDS + "}");
      api.awaitRunning(later, "middle");

      Files.writeString(shift, "-3600\n");
      List<Instant> updates = new ArrayList<>();
      Patience.until(
          Duration.ofMinutes(4), "both jobs end", () -> bothEnded(api, job, later, updates));
      Duration back = behind(first);
      List<JsonNode> ended =
          List.of(api.status(job).orElseThrow(), api.status(later).orElseThrow());
      long twice =
          Stream.of(job, later)
              .flatMap(id -> events.starts(id).values().stream())
              .filter(starts -> starts > 1)
              .count();
      long outOfOrder = ended.stream().filter(status -> !inOrder(status)).count();
      Findings.row(
          "clock set back by an hour",
          ("clock of the server then %d min behind; jobs: %s; jobs whose instants are out of order:"
                  + " %d; steps run twice: %d")
              .formatted(
                  back.toMinutes(),
                  ended.stream().map(status -> status.get("status").asText()).toList(),
                  outOfOrder,
                  twice));
      assertThat(back).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(70));
      assertThat(ended).allMatch(status -> status.get("status").asText().equals("successful"));
      assertThat(outOfOrder).as(ended.toString()).isZero();
      assertThat(updates).isSorted();
      assertThat(twice).isZero();
    }
  }

  private static boolean bothEnded(Api api, String job, String later, List<Instant> updates)
      throws IOException, InterruptedException {
    boolean jobEnded = api.status(job).filter(Api::hasEnded).isPresent();
    JsonNode status = api.status(later).orElseThrow();
    updates.add(Instant.parse(status.get("updated").asText()));
    return jobEnded && Api.hasEnded(status);
  }

  private static boolean inOrder(JsonNode status) {
    List<Instant> instants =
        Stream.of("created", "started", "updated", "finished")
            .map(name -> Instant.parse(status.get(name).asText()))
            .toList();
    return instants.get(0).compareTo(instants.get(1)) <= 0
        && instants.get(1).compareTo(instants.get(3)) <= 0
        && instants.get(1).compareTo(instants.get(2)) <= 0
        && instants.get(3).compareTo(instants.get(2)) <= 0;
  }

  /** How far the clock of a server is behind ours, by the latest line of its log. */
  private static Duration behind(ServerProcess server) throws IOException {
    Matcher instants =
        Pattern.compile("timeMillis: (\\d+)").matcher(Files.readString(server.log()));
    Instant last = Instant.EPOCH;
    while (instants.find()) {
      last = Instant.ofEpochMilli(Long.parseLong(instants.group(1)));
    }
    return Duration.between(last, Instant.now());
  }

  /** Compiles what moves the clock by the seconds in a file. */
  private Map<String, String> shifted(Path shift) throws IOException, InterruptedException {
    Path source = folder.resolve("clock.c");
    Path library = folder.resolve("clock.so");
    try (InputStream text = ClockFaults.class.getResourceAsStream("clock.c")) {
      Files.copy(text, source);
    }
    Command.run(
        List.of("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"));
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK_SHIFT", shift.toString());
  }

  private ServerProcess server(String name, PostgresProcess database, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.putAll(more);
    settings.put("PERIPLUS_CLUSTER_NODE", name);
    settings.put("PERIPLUS_DATA_DIR", folder.resolve("data").toString());
    settings.put("PERIPLUS_CONTAINERS_PARALLEL", "4");
    return new ServerProcess(folder.resolve(name), settings);
  }
}
