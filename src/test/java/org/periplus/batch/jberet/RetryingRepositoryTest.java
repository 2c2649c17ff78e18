package org.periplus.batch.jberet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jberet.job.model.Job;
import org.jberet.job.model.JobBuilder;
import org.jberet.repository.JobRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.persistence.PostgresProcess;

/** JBeret's repository in a PostgreSQL that is stopped and started. */
@Timeout(120)
class RetryingRepositoryTest {

  private static final Job JOB = new JobBuilder("job").build();

  @TempDir Path folder;

  @Test
  void aPatientTaskRecordsItsExecutionWhenTheDatabaseIsBack() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (PostgresProcess postgres = new PostgresProcess(folder);
        Database database = new Database(postgres.configuration(), new DataDirectory(folder))) {
      JobRepository repository = new JberetRecords(database).repository();
      assertThat(instance(repository)).isPositive();
      postgres.stop();

      assertThatThrownBy(() -> instance(repository)).isInstanceOf(DatabaseAwayException.class);
      CompletableFuture<Long> id = new CompletableFuture<>();
      CountDownLatch begun = new CountDownLatch(1);
      threads.execute(
          database
              .outages()
              .patiently(
                  Duration.ofMinutes(1),
                  () -> {
                    begun.countDown();
                    id.complete(instance(repository));
                  }));
      begun.await();
      postgres.start();

      assertThat(id.join()).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theRepositoryIsMadeInADatabaseThatCameAfterTheServer() throws Exception {
    try (PostgresProcess postgres = new PostgresProcess(folder)) {
      postgres.stop();
      try (Database database = new Database(postgres.configuration(), new DataDirectory(folder))) {
        JobRepository repository = new JberetRecords(database).repository();
        assertThatThrownBy(() -> instance(repository)).isInstanceOf(DatabaseAwayException.class);

        postgres.start();

        assertThat(instance(repository)).isPositive();
      }
    }
  }

  private static long instance(JobRepository repository) {
    return repository
        .createJobInstance(JOB, JberetEnvironment.APPLICATION, JOB.getClass().getClassLoader())
        .getInstanceId();
  }
}
