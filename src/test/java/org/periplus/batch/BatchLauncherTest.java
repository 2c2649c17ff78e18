package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periplus.batch.Workflows.SCATTER;
import static org.periplus.batch.Workflows.step;
import static org.periplus.batch.Workflows.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchRepositoryRows.Row;
import org.periplus.batch.tool.ToolWorkTest;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;
import org.periplus.persistence.TestDatabase;

/** Jobs from their launch to their end, in containers. */
@Timeout(120)
class BatchLauncherTest {

  @TempDir static Path folder;

  private static BatchServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new BatchServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void succeeded(Job job) {
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
  }

  @Test
  void workingFilesGoWithASuccessfulJobAndLogsStay() throws Exception {
    Job job = server.run(workflow(step("only", "echo")));

    succeeded(job);
    BatchServer.await(() -> !Files.exists(server.workFolder(job.id())), () -> "the work folder");
    assertThat(server.log(server.step(job.id(), "only"))).contains("[periplus] command");
  }

  @Test
  void dismissalEndsContainersRecordsAndTheBatchExecution() throws Exception {
    UUID id =
        server.launch(
            workflow(
                "{ scripts: 'string[]' }",
                "{}",
                SCATTER.formatted("sh") + step("beside", "exec sleep 100")),
            "{'scripts': ['exec sleep 100','exec sleep 100','exec sleep 100','exec sleep 100']}");
    server.awaitRunning(id);
    Instant before = Instant.now();

    Job job = server.dismiss(id);

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(job.status()).isEqualTo(JobStatus.DISMISSED);
    assertThat(server.containers(id)).isZero();
    assertThat(server.steps(id)).isNotEmpty();
    assertThat(server.steps(id)).extracting(StepRun::state).containsOnly(StepState.DISMISSED);
    assertThat(server.repository().executions(id))
        .extracting(Row::status)
        .containsExactly("STOPPED");
    assertThat(server.workFolder(id)).doesNotExist();
  }

  @Test
  void whatEndedJobsHaveLeftIsRemovedAndNothingElse() throws Exception {
    UUID ended = server.run(workflow(step("one", "true"))).id();
    UUID unknown = UUID.randomUUID();
    UUID running = server.launch(workflow(step("long", "exec sleep 300")), "{}");
    server.awaitContainer(running, "long");
    server.leaveContainer(ended);
    server.leaveContainer(unknown);

    try {
      server.removeWhatEndedJobsLeft();

      assertThat(server.containers(ended)).isZero();
      assertThat(server.containers(unknown)).as("of another server's database").isOne();
      assertThat(server.containers(running)).isOne();
    } finally {
      server.removeContainers(unknown);
      server.dismiss(running);
    }
  }

  @Test
  void dismissalEndsTheExecutionsOfSubworkflowsToo() throws Exception {
    UUID id =
        server.launch(
            workflow("{ scripts: 'string[]' }", "{}", SCATTER.formatted("twice")),
            "{'scripts': ['exec sleep 100', 'exec sleep 100']}");
    server.awaitRunning(id, "each.one", "0");
    server.awaitRunning(id, "each.one", "1");

    server.dismiss(id);

    assertThat(server.containers(id)).isZero();
    assertThat(server.repository().executions(id))
        .hasSize(3)
        .extracting(Row::status)
        .containsOnly("STOPPED");
    assertThat(server.steps(id)).extracting(StepRun::state).containsOnly(StepState.DISMISSED);
  }

  @Test
  void aJobAndItsBatchRepositoryLiveInPostgreSql(@TempDir Path other) throws Exception {
    try (BatchServer postgres =
        new BatchServer(BatchSite.in(other).withDatabase(TestDatabase.POSTGRESQL.open()))) {
      Job job =
          postgres.run(
              workflow(
                  "{}",
                  "{}",
                  """
                  each:
                    run: '#sh'
                    scatter: script
                    in: { script: { default: [echo 1, echo 2, echo 3] } }
                    out: [out]
                  """));

      succeeded(job);
      assertThat(postgres.steps(job.id())).hasSize(4); // three elements and stage-out
      assertThat(postgres.repository().executions(job.id()))
          .singleElement()
          .extracting(Row::status)
          .isEqualTo("COMPLETED");
    }
  }

  @Test
  void anEngineThatIsDownIsTheReason(@TempDir Path other) throws Exception {
    try (BatchServer alone = new BatchServer(BatchSite.in(other).withEngine("tcp://127.0.0.1:1"))) {
      Job job = alone.run(ToolWorkTest.tool("true", "{}"));

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("Step tool", "127.0.0.1:1");
    }
  }

  @Test
  void theProblemOfAFailedJobIsOfTheKindOfItsReason() throws Exception {
    String tool = workflow("{ text: File }", "{}", step("only", "exit 3"));
    UUID input =
        server.launch(tool, "{'text': {'class': 'File', 'location': 'http://169.254.169.254/a'}}");
    UUID run = server.launch(tool, TEXT);

    JsonNode ofInput = server.awaitEnd(input).problem().orElseThrow();
    assertThat(ofInput.get("status").asInt()).isEqualTo(400);
    assertThat(ofInput.get("type").asText()).endsWith("/1.0/invalid-parameter-value");
    assertThat(ofInput.get("detail").asText()).contains("'text'", "169.254.169.254");
    JsonNode ofRun = server.awaitEnd(run).problem().orElseThrow();
    assertThat(ofRun.get("status").asInt()).isEqualTo(500);
    assertThat(ofRun.get("detail").asText()).contains("exit code 3");
  }

  private static final String TWO_STEPS =
      workflow(
          "{ text: File }",
          "{ out: { type: File, outputSource: second/out } }",
          step("first", "echo first", "text") + step("second", "sleep 3; echo done", "first/out"));

  private static final String TEXT =
      "{'text': {'class': 'File', 'contents': 'x', 'basename': 'in.txt'}}";

  @Test
  void aServerThatStartsTakesUpWhatADeadOneLeft(@TempDir Path other) throws Exception {
    BatchServer before = new BatchServer(other);
    UUID id = before.launch(TWO_STEPS, TEXT);
    before.awaitContainer(id, "second");
    before.die();

    takesUp(other, id);
  }

  @Test
  void aServerThatIsStoppedLeavesItsJobsToTheNext(@TempDir Path other) throws Exception {
    BatchServer before = new BatchServer(other);
    UUID id = before.launch(TWO_STEPS, TEXT);
    before.awaitContainer(id, "second");
    before.close();

    assertThat(server.containers(id)).as("its containers go on").isEqualTo(1);
    takesUp(other, id);
  }

  private static void takesUp(Path other, UUID id) throws Exception {
    try (BatchServer after = new BatchServer(other)) {
      assertThat(after.job(id).status()).as(after.job(id).message()).isEqualTo(JobStatus.RUNNING);
      after.takeUpOpenJobs();
      Job job = after.awaitEnd(id);

      succeeded(job);
      assertThat(after.step(id, "first").attempt()).as("it was not run again").isEqualTo(1);
      assertThat(after.step(id, "second").attempt()).as("its container went on").isEqualTo(1);
      assertThat(job.batchExecutionIds()).hasSize(2);
      assertThat(after.results(id)).containsEntry("out.txt", "done\n");
      assertThat(after.containers(id)).isZero();
    }
  }

  @Test
  void theEndOfAJobIsAnEventThatComesAfterItsRecord() throws Exception {
    UUID job = server.launch(workflow(step("one", "sleep 1")), "{}");

    server.ended(job, Duration.ofSeconds(60)).get(60, TimeUnit.SECONDS);

    succeeded(server.job(job));
    assertThat(server.ended(job, Duration.ofSeconds(60))).isDone();
    assertThat(server.ended(UUID.randomUUID(), Duration.ofSeconds(60))).isDone();
  }

  @Test
  void aJobThatIsRestartedAsSoonAsItHasFailedRunsOnceMoreAndNotTwice() throws Exception {
    AtomicBoolean restarted = new AtomicBoolean();
    server
        .jobs()
        .onChanged(
            id -> {
              if (server.job(id).status() == JobStatus.FAILED && !restarted.getAndSet(true)) {
                server.restart(id, "[]");
              }
            });
    UUID job = server.launch(workflow(step("first", "echo") + step("second", "exit 1")), "{}");

    BatchServer.await(
        () -> restarted.get() && server.job(job).status().ended() && server.running() == 0,
        () -> "the second end of " + server.job(job).message());

    assertThat(server.job(job).batchExecutionIds()).hasSize(2);
    assertThat(server.step(job, "first").attempt()).isEqualTo(1);
    assertThat(server.step(job, "second").attempt()).isEqualTo(2);
  }

  @Test
  void whoeverWaitsForAJobInVainLeavesItAndItsOtherWaitersAlone() throws Exception {
    UUID job = server.launch(workflow(step("one", "sleep 300")), "{}");
    CompletableFuture<Void> patient = server.ended(job, Duration.ofSeconds(60));
    CompletableFuture<Void> gone = server.ended(job, Duration.ofSeconds(60));

    server.ended(job, Duration.ofMillis(100)).get(10, TimeUnit.SECONDS);
    gone.cancel(true);

    assertThat(server.job(job).status().ended()).isFalse();
    assertThat(patient).isNotDone();
    server.dismiss(job);
    patient.get(30, TimeUnit.SECONDS);
  }
}
