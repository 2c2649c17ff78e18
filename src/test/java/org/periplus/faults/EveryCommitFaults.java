package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loss of a server right before and right after each commit of a job, and each file and each
 * rename of its stage-out.
 */
@Tag("faults")
@Tag("every-commit")
class EveryCommitFaults {

  private static EmbeddedPostgres postgres;
  private static EngineEvents events;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private int databases;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    events = new EngineEvents(Engine.OF_THE_MACHINE);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    events.close();
    postgres.close();
  }

  @Test
  void costsAJobOfTheExamplesShapeNothing() throws Exception {
    row("a job of the example's shape", CrashJobs.MASKS, CrashJobs.MASKS_INPUTS, false);
  }

  @Test
  void costsAJobThatFailsNothing() throws Exception {
    row("a job that fails", CrashJobs.FAILING, CrashJobs.FAILING_INPUTS, false);
  }

  @Test
  void costsNothingWhenItHappensAgainInTheRecovery() throws Exception {
    row("a job of the example's shape", CrashJobs.MASKS, CrashJobs.MASKS_INPUTS, true);
    row("a job that fails", CrashJobs.FAILING, CrashJobs.FAILING_INPUTS, true);
  }

  private void row(String job, String document, String inputs, boolean twice) throws Exception {
    CrashWalk h2 = walk(Optional.empty(), document, inputs, twice);
    CrashWalk postgresql = walk(Optional.of(newDatabase()), document, inputs, twice);
    CompletableFuture<Void> both =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(h2::run), CompletableFuture.runAsync(postgresql::run));
    both.join();
    List<String> broken = new ArrayList<>(h2.broken());
    broken.addAll(postgresql.broken());
    Findings.row(
        "every commit of " + job + (twice ? ", and one of the recovery" : ""),
        "%s with H2, %s with PostgreSQL; jobs that did not end as if undisturbed: %d"
            .formatted(points(h2), points(postgresql), broken.size()));
    assertThat(broken).isEmpty();
  }

  private static String points(CrashWalk walk) {
    return walk.points()
        + " crash points"
        + (walk.secondPoints() == 0 ? "" : " and " + walk.secondPoints() + " of the recovery");
  }

  private CrashWalk walk(Optional<String> database, String document, String inputs, boolean twice)
      throws IOException {
    Path data = Files.createDirectory(folder.resolve("data" + databases++));
    return new CrashWalk(data, database, events, document, inputs, twice);
  }

  private String newDatabase() throws Exception {
    String name = "crash" + System.nanoTime();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgres.getJdbcUrl("postgres", name);
  }
}
