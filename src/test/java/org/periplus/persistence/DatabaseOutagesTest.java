package org.periplus.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;

/** With a PostgreSQL that is stopped and started. */
@Timeout(120)
class DatabaseOutagesTest {

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private PostgresProcess postgres;

  @BeforeEach
  void start() throws Exception {
    postgres = new PostgresProcess(folder);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    postgres.close();
  }

  private Database open() {
    return new Database(postgres.configuration(), new DataDirectory(folder));
  }

  @Test
  void whoWaitsHearsAtOnceAndAPatientTaskGoesOnWhenTheDatabaseIsBack() throws Exception {
    try (Database database = open()) {
      assertThat(jobs(database)).isZero();
      postgres.stop();

      assertThatThrownBy(() -> jobs(database)).isInstanceOf(DatabaseAwayException.class);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Long> patient =
          patiently(
              database,
              Duration.ofMinutes(1),
              () -> {
                begun.countDown();
                return jobs(database);
              });
      begun.await();
      postgres.start();

      assertThat(patient.join()).isZero();
    }
  }

  @Test
  void patienceEnds() throws Exception {
    try (Database database = open()) {
      postgres.stop();

      CompletableFuture<Long> task =
          patiently(database, Duration.ofMillis(1), () -> jobs(database));

      assertThatThrownBy(task::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(DatabaseAwayException.class);
    }
  }

  @Test
  void aDatabaseThatIsClosedIsNotWaitedFor() throws Exception {
    Database database = open();
    postgres.stop();
    CompletableFuture<Long> task = patiently(database, Duration.ofHours(1), () -> jobs(database));

    database.close();

    assertThatThrownBy(task::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void whatIsNoOutageIsNotTriedAgain() {
    try (Database database = open()) {
      CompletableFuture<Object> task =
          patiently(
              database,
              Duration.ofHours(1),
              () ->
                  database.read(
                      jpa -> jpa.createNativeQuery("select 1 from nothing").getSingleResult()));

      assertThatThrownBy(task::join).rootCause().hasMessageContaining("nothing");
    }
  }

  @Test
  void aDatabaseThatIsAwayAtTheStartIsMadeReadyWhenItComes() throws Exception {
    postgres.stop();
    try (Database database = open()) {
      assertThatThrownBy(() -> jobs(database)).isInstanceOf(DatabaseAwayException.class);
      postgres.start();

      assertThat(jobs(database)).isZero();
    }
  }

  @Test
  void aDatabaseThatRefusesTheServerEndsTheStart() {
    DatabaseConfiguration there = postgres.configuration();
    DatabaseConfiguration other =
        new DatabaseConfiguration(
            there.url().map(url -> url.replace("/postgres", "/nowhere")),
            there.user(),
            there.password(),
            there.poolSize(),
            there.connectionTimeout());

    assertThatThrownBy(() -> new Database(other, new DataDirectory(folder)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("database \"nowhere\" does not exist");
  }

  private static long jobs(Database database) {
    return database.read(
        jpa -> jpa.createQuery("select count(j) from Job j", Long.class).getSingleResult());
  }

  private <T> CompletableFuture<T> patiently(
      Database database, Duration patience, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        database
            .outages()
            .patiently(
                patience,
                () -> {
                  try {
                    result.complete(work.get());
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                }));
    return result;
  }
}
