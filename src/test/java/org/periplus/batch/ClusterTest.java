package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.tool.ToolWorkTest;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepState;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

/** Two servers share one PostgreSQL database, one folder and one engine. */
@Timeout(120)
class ClusterTest {

  @TempDir Path folder;

  private BatchServer one;
  private BatchServer other;

  @BeforeEach
  void start() throws Exception {
    List<Database> databases = TestDatabase.openTwice();
    one =
        new BatchServer(
            BatchSite.in(folder).withDatabase(databases.get(0)).withCluster(settings("one")));
    other =
        new BatchServer(
            BatchSite.in(folder).withDatabase(databases.get(1)).withCluster(settings("other")));
  }

  private static ClusterConfiguration settings(String name) {
    return new ClusterConfiguration(
        Optional.of(name), Duration.ofSeconds(3), Duration.ofMillis(500), 2, 3, 1000, 1000);
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  @Test
  void jobsOfAServerThatDiedGoOnOnTheOther() throws Exception {
    one.takeUpOpenJobs();
    UUID id = one.launch(ToolWorkTest.tool("sleep 8; echo done", "{}"), "{}");
    one.awaitContainer(id, "tool");
    other.takeUpOpenJobs();
    one.die();

    Job job = other.awaitEnd(id);

    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(job.batchExecutionIds()).hasSize(2);
    assertThat(other.step(id, "tool").attempt()).as("its container went on").isEqualTo(1);
    assertThat(other.containers(id)).isZero();
  }

  @Test
  void aDismissalReachesTheServerThatRunsTheJob() throws Exception {
    one.takeUpOpenJobs();
    UUID id = one.launch(ToolWorkTest.tool("sleep 100", "{}"), "{}");
    one.awaitContainer(id, "tool");

    other.dismiss(id);

    BatchServer.await(() -> one.running() == 0, () -> "the end of the work on the job");
    assertThat(one.job(id).status()).isEqualTo(JobStatus.DISMISSED);
    assertThat(one.containers(id)).isZero();
    assertThat(one.step(id, "tool").state()).isEqualTo(StepState.DISMISSED);
    assertThat(one.repository().executions(id))
        .extracting(BatchRepositoryRows.Row::status)
        .isSubsetOf("STOPPED", "FAILED");
  }

  @Test
  void jobsBeyondTheLimitsWaitInTheDatabaseAndRunOnce() throws Exception {
    one.takeUpOpenJobs();
    other.takeUpOpenJobs();
    List<UUID> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      jobs.add(one.launch(ToolWorkTest.tool("sleep 1", "{}"), "{}"));
    }
    assertThat(jobs).filteredOn(id -> one.job(id).status() == JobStatus.ACCEPTED).isNotEmpty();
    for (UUID id : jobs) {
      assertThat(one.awaitEnd(id).status()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(one.step(id, "tool").attempt()).isEqualTo(1);
      assertThat(one.job(id).batchExecutionIds()).hasSize(1);
    }
  }

  @Test
  void aServerWhoseIntakeIsPausedLeavesJobsToOthers() throws Exception {
    one.intake().pause();
    one.takeUpOpenJobs();
    UUID id = one.launch(ToolWorkTest.tool("echo done", "{}"), "{}");
    assertThat(one.running()).isZero();

    other.takeUpOpenJobs();
    assertThat(other.awaitEnd(id).status()).isEqualTo(JobStatus.SUCCESSFUL);
    other.intake().pause();
    UUID second = one.launch(ToolWorkTest.tool("echo done", "{}"), "{}");
    one.intake().resume();

    assertThat(one.awaitEnd(second).status()).isEqualTo(JobStatus.SUCCESSFUL);
  }
}
