package org.periplus.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.audit.AuditQuestion.Place;
import org.periplus.security.identity.Memberships;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditTrailTest {

  private static final Operation EXECUTE =
      Operations.of("POST", "/processes/{processID}/execution").orElseThrow();
  private static final Operation RESULTS =
      Operations.of("GET", "/jobs/{jobID}/results").orElseThrow();
  private static final Operation STATUS = Operations.of("GET", "/jobs/{jobID}").orElseThrow();
  private static final String DEFAULT = "changes,results,logs,inputs,audit,refusals";

  @TempDir Path folder;
  private final Database database;
  private final AuditStore store;

  AuditTrailTest(TestDatabase kind) {
    database = kind.open();
    store = new AuditStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private AuditTrail trail(String kinds) {
    return new AuditTrail(store, Entries.configuration(kinds, 10_000));
  }

  private static AuditQuestion all() {
    return of(Memberships.ANY, Optional.empty());
  }

  private static AuditQuestion of(Memberships tenants, Optional<Place> place) {
    return new AuditQuestion(
        tenants,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        place);
  }

  @Test
  void whatWasRecordedIsInTheTableAfterTheEnd() {
    AuditEntry entry = Entries.entry(Entries.NOW, Entries.EXECUTE, 201).answered(201, Entries.JOB);
    try (AuditTrail trail = trail(DEFAULT)) {
      trail.record(entry, EXECUTE);
    }

    assertThat(store.list(all(), 10).entries()).containsExactly(entry);
  }

  @Test
  void theConfigurationSaysWhichKindsAreRecorded() {
    try (AuditTrail trail = trail(DEFAULT)) {
      trail.record(Entries.entry(Entries.NOW, "GET /jobs/{jobID}", 200), STATUS);
      trail.record(Entries.entry(Entries.NOW, "GET /jobs/{jobID}", 404), STATUS);
      trail.record(Entries.entry(Entries.NOW, "GET /jobs/{jobID}", 500), STATUS);
    }
    assertThat(store.list(all(), 10).entries()).extracting(AuditEntry::status).containsExactly(404);
    try (AuditTrail trail = trail("none")) {
      trail.record(Entries.entry(Entries.NOW, Entries.EXECUTE, 201), EXECUTE);
      trail.refused(Entries.refused("192.0.2.7", "acme", 401));
    }
    assertThat(store.list(all(), 10).entries()).hasSize(1);
    try (AuditTrail trail = trail("reads")) {
      trail.record(Entries.entry(Entries.NOW, "GET /jobs/{jobID}", 200), STATUS);
      trail.record(Entries.entry(Entries.NOW, Entries.EXECUTE, 201), EXECUTE);
    }
    assertThat(store.list(all(), 10).entries()).hasSize(2);
  }

  @Test
  void aFloodOfRefusalsFillsNoTable() {
    try (AuditTrail trail = trail(DEFAULT)) {
      for (int number = 0; number < 20_000; number++) {
        trail.refused(Entries.refused("192.0.2.7", "acme", 401));
      }
    }

    List<AuditEntry> entries = store.list(all(), 1000).entries();
    assertThat(entries).hasSize(11);
    assertThat(entries.stream().mapToInt(AuditEntry::times).sum()).isEqualTo(20_000);
  }

  @Test
  void partsOfTheListFollowEachOther() {
    List<AuditEntry> written =
        IntStream.range(0, 25)
            .mapToObj(number -> Entries.entry(at(number / 3), Entries.EXECUTE, 201))
            .toList();
    store.add(written, false);
    List<AuditEntry> read = new ArrayList<>();
    AuditPage page = store.list(all(), 10);
    assertThat(page.hasNewer()).isFalse();
    while (true) {
      read.addAll(page.entries());
      if (!page.hasOlder()) {
        break;
      }
      page = store.list(of(Memberships.ANY, Optional.of(beside(page, true))), 10);
      assertThat(page.hasNewer()).isTrue();
    }

    assertThat(read).hasSize(25).containsExactlyInAnyOrderElementsOf(written);
    assertThat(read).extracting(AuditEntry::happened).isSortedAccordingTo((a, b) -> b.compareTo(a));
    AuditPage back = store.list(of(Memberships.ANY, Optional.of(beside(page, false))), 10);
    assertThat(back.entries()).isEqualTo(read.subList(10, 20));
    assertThat(back.hasNewer()).isTrue();
  }

  private static Place beside(AuditPage page, boolean after) {
    AuditEntry entry = page.entries().get(after ? page.entries().size() - 1 : 0);
    return new Place(after, entry.happened(), entry.id());
  }

  private static Instant at(int second) {
    return Entries.NOW.plusSeconds(second);
  }

  @Test
  void aQuestionGetsWhatItAsksFor() {
    AuditEntry executed = Entries.entry(at(0), Entries.EXECUTE, 201).answered(201, Entries.JOB);
    AuditEntry failed = Entries.entry(at(1), Entries.EXECUTE, 400);
    AuditEntry refused = Entries.refused("198.51.100.9", "acme", 403);
    AuditEntry ofOthers = Entries.refused("198.51.100.9", "other", 403);
    AuditEntry ofNobody = Entries.refused("198.51.100.9", "", 404);
    store.add(List.of(executed, failed, refused, ofOthers, ofNobody), false);
    Optional<String> none = Optional.empty();

    assertThat(ask(Optional.of("emil"), none, none, Optional.empty()))
        .containsOnly(executed, failed);
    assertThat(ask(Optional.of("s-emil"), none, none, Optional.empty()))
        .containsOnly(executed, failed);
    assertThat(ask(none, Optional.of(Entries.RESULTS), none, Optional.empty()))
        .containsExactly(refused);
    assertThat(ask(none, none, Optional.of(Entries.JOB), Optional.empty()))
        .as("asked for, or made")
        .containsOnly(executed, refused);
    assertThat(ask(none, none, none, Optional.of(Outcome.SUCCEEDED))).containsOnly(executed);
    assertThat(ask(none, none, none, Optional.of(Outcome.REFUSED))).containsOnly(refused);
    assertThat(ask(none, none, none, Optional.of(Outcome.FAILED))).containsOnly(failed);
    AuditQuestion everywhere =
        new AuditQuestion(
            Memberships.of(Set.of("acme")),
            true,
            none,
            Optional.of("198.51.100.9"),
            none,
            none,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Entries.NOW),
            Optional.of(Entries.NOW),
            Optional.empty());
    assertThat(store.list(everywhere, 10).entries()).containsOnly(refused, ofNobody);
  }

  private List<AuditEntry> ask(
      Optional<String> user,
      Optional<String> operation,
      Optional<String> object,
      Optional<Outcome> outcome) {
    AuditQuestion question =
        new AuditQuestion(
            Memberships.of(Set.of("acme")),
            false,
            user,
            Optional.empty(),
            operation,
            object,
            outcome,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return store.list(question, 10).entries();
  }

  @Test
  void anEntryIsForgottenWhenItsTimeIsOver() {
    AuditEntry old = Entries.entry(Entries.NOW.minus(Duration.ofDays(366)), Entries.EXECUTE, 201);
    AuditEntry young = Entries.entry(Entries.NOW.minus(Duration.ofDays(364)), Entries.EXECUTE, 201);
    store.add(List.of(old, young), false);

    new AuditRetention(store, Duration.ofDays(365)).forgetOld(Entries.NOW);

    assertThat(store.list(all(), 10).entries()).containsExactly(young);
  }

  /** The transaction of before may have ended although its connection broke. */
  @Test
  void anEntryThatIsAddedAgainIsThereOnce() {
    AuditEntry entry = Entries.entry(Entries.NOW, Entries.EXECUTE, 201);
    AuditEntry other = Entries.entry(Entries.NOW, Entries.EXECUTE, 201);
    store.add(List.of(entry), false);

    store.add(List.of(entry, other), true);

    assertThat(store.list(all(), 10).entries()).containsExactlyInAnyOrder(entry, other);
  }

  @Test
  void aFileHasALineForEachEntryAtOnceAndNobodyElseReadsIt() throws Exception {
    Path file = folder.resolve("trail/audit.jsonl");
    AuditConfiguration configuration =
        new AuditConfiguration(
            DEFAULT, Duration.ofDays(1), 1, Duration.ofMinutes(1), 10, 60, true, Optional.of(file));
    AuditEntry entry = Entries.entry(Entries.NOW, Entries.RESULTS, 200);
    try (AuditTrail trail = new AuditTrail(store, configuration)) {
      trail.record(entry, RESULTS);

      assertThat(Files.readAllLines(file)).containsExactly(AuditEvent.of(entry).line());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatFindsNoRoomIsSaidInTheLog() {
    AuditConfiguration configuration = Entries.configuration(DEFAULT, 1);
    List<String> said = new ArrayList<>();
    try (LogLines log = new LogLines(said)) {
      database.close();
      try (AuditTrail trail = new AuditTrail(store, configuration)) {
        for (int number = 0; number < 5; number++) {
          trail.record(Entries.entry(Entries.NOW, Entries.EXECUTE, 201), EXECUTE);
        }
      }
    }

    assertThat(said)
        .filteredOn(line -> line.contains("table does not have this"))
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).contains("\"user\":\"emil\""));
  }
}
