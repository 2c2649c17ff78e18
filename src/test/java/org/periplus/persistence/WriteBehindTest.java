package org.periplus.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;

/** What waits, for what, and what becomes of it. */
class WriteBehindTest {

  private static final UUID JOB = UUID.randomUUID();

  @TempDir private Path folder;

  private final AtomicInteger commits = new AtomicInteger();
  private Database database;
  private WriteBehind writes;
  private volatile boolean isThere = true;

  @BeforeEach
  void open() {
    database =
        new Database(
            DatabaseConfiguration.embedded(),
            new DataDirectory(folder),
            Optional.of(commits::incrementAndGet));
    run("create table noted (place int auto_increment, note int not null)");
    writes = new WriteBehind(database, owner -> isThere);
    commits.set(0);
  }

  @AfterEach
  void close() {
    writes.close();
    database.close();
  }

  @Test
  void goesIntoTheNextTransactionInItsOrder() {
    writes.later(JOB, () -> note(1));
    writes.soon(JOB, () -> note(2));
    assertThat(noted()).isEmpty();

    writes.together(JOB, () -> note(3));

    assertThat(noted()).containsExactly(1, 2, 3);
    assertThat(commits).hasValue(1);
  }

  @Test
  void isWrittenSoonWherePeopleSeeIt() throws Exception {
    writes.later(JOB, () -> note(1));
    Thread.sleep(Duration.ofMillis(600).toMillis());
    assertThat(noted()).isEmpty();

    writes.soon(JOB, () -> note(2));
    Instant end = Instant.now().plusSeconds(30);
    while (noted().isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }

    assertThat(noted()).containsExactly(1, 2);
    assertThat(commits).hasValue(1);
  }

  @Test
  void changesWhatStillWaitsAndWritesTheChangeOfWhatDoesNot() {
    AtomicInteger value = new AtomicInteger(1);
    Runnable first = () -> note(value.get());
    writes.soon(JOB, first);
    writes.soon(JOB, first, () -> value.set(2), () -> note(20));
    writes.write(JOB);
    assertThat(noted()).containsExactly(2);

    writes.soon(JOB, first, () -> value.set(3), () -> note(30));
    writes.write(JOB);

    assertThat(noted()).containsExactly(2, 30);
  }

  @Test
  void writesNothingOfAnOwnerThatIsGone() {
    writes.later(JOB, () -> note(1));
    isThere = false;

    writes.together(JOB, () -> note(2));
    isThere = true;
    writes.write(JOB);

    assertThat(noted()).containsExactly(2);
  }

  @Test
  void waitsOnWhenWhatItWouldGoWithFails() {
    writes.later(JOB, () -> note(1));
    assertThatThrownBy(
            () ->
                writes.together(
                    JOB,
                    () -> {
                      throw new IllegalArgumentException("It broke.");
                    }))
        .hasMessage("It broke.");
    assertThat(noted()).isEmpty();

    writes.write(JOB);

    assertThat(noted()).containsExactly(1);
  }

  /** Else a job with one such would never end. */
  @Test
  void isGivenUpWhenItCannotBeWritten() {
    writes.later(JOB, () -> run("insert into noted (note) values (null)"));
    assertThatThrownBy(() -> writes.together(JOB, () -> note(1)))
        .isInstanceOf(RuntimeException.class);

    writes.together(JOB, () -> note(2));

    assertThat(noted()).containsExactly(2);
  }

  @Test
  void isPartOfTheTransactionThatItBegins() {
    writes.together(
        JOB,
        () -> {
          writes.later(JOB, () -> note(1));
          return writes.together(JOB, () -> note(2));
        });

    assertThat(noted()).containsExactly(1, 2);
    assertThat(commits).hasValue(1);
  }

  @Test
  void isWrittenWhenTheServerGoes() {
    writes.later(JOB, () -> note(1));

    writes.close();

    assertThat(noted()).containsExactly(1);
  }

  private int note(int note) {
    return run("insert into noted (note) values (" + note + ")");
  }

  private int run(String sql) {
    return database.inTransaction(jpa -> jpa.createNativeQuery(sql).executeUpdate());
  }

  private List<Integer> noted() {
    List<?> notes =
        database.read(
            jpa -> jpa.createNativeQuery("select note from noted order by place").getResultList());
    return notes.stream().map(Integer.class::cast).toList();
  }
}
