package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periplus.batch.Workflows.step;
import static org.periplus.batch.Workflows.workflow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;
import org.periplus.kubernetes.Space;

/** Jobs whose steps are pods of a real cluster. */
@Tag("kubernetes")
@Timeout(180)
class KubernetesJobsTest {

  private static final String BAD_TOOL =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      baseCommand: [sh, -c]
      requirements: %s
      arguments: ["%s"]
      inputs: {}
      outputs: {}
      """;

  @TempDir Path folder;

  private BatchServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new BatchServer(
            BatchSite.in(folder)
                .withEngines(TestCluster.engine("periplus-jobs", Duration.ofMinutes(2))));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Job successful(UUID id) {
    Job job = server.awaitEnd(id);
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    return job;
  }

  private Job failed(String document) throws Exception {
    Job job = server.run(document);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(server.containers(job.id())).isZero();
    return job;
  }

  @Test
  void theNextServerTakesUpThePodsOfOneThatDied() throws Exception {
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ out: { type: File, outputSource: a/out } }",
                step("a", "echo to the log >&2; echo x; sleep 6; printf z; echo end >&2")),
            "{}");
    server.awaitContainer(id, "a");
    server.die();
    start();
    server.takeUpOpenJobs();
    successful(id);

    StepRun run = server.step(id, "a");
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(server.results(id)).containsEntry("out.txt", "x\nz");
    assertThat(server.log(run).lines().filter(line -> !line.startsWith("[periplus]")))
        .containsExactly("[stderr] to the log", "[stderr] end");
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void aStepWhosePodSomebodyDeletesIsRunAgainWithoutCostingItARetry() throws Exception {
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ out: { type: File, outputSource: a/out } }",
                step("a", "sleep 5; echo done")),
            "{}");
    server.awaitRunning(id, "a", "");
    server.removeContainersOf(id, TestCluster.engine("periplus-jobs", Duration.ofMinutes(2)));
    successful(id);

    assertThat(server.step(id, "a").attempt()).isEqualTo(2);
    assertThat(server.results(id)).containsEntry("out.txt", "done\n");
  }

  @Test
  void theJobSaysWhyAPodWaitsAndThenFailsForThat() throws Exception {
    server.close();
    server =
        new BatchServer(
            BatchSite.in(folder)
                .withEngines(TestCluster.engine("periplus-jobs", Duration.ofSeconds(5))));
    UUID id =
        server.launch(
            BAD_TOOL.formatted(
                "{ DockerRequirement: { dockerPull: 'docker.io/no/such:1' } }", "true"),
            "{}");
    BatchServer.await(
        () -> server.job(id).message().contains("waits: "), () -> server.job(id).message());
    Job job = server.awaitEnd(id);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("docker.io/no/such:1").contains("could not be pulled");
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void aToolThatUsesTooMuchMemoryFailsWithItsLimit() throws Exception {
    Job job =
        failed(
            BAD_TOOL.formatted(
                "{ ResourceRequirement: { ramMin: 32, ramMax: 32 } }", "tail /dev/zero & wait $!"));

    assertThat(job.message()).contains("more memory than its limit of 32 MiB");
  }

  @Test
  void aToolThatRunsTooLongFailsWithItsLimit() throws Exception {
    Job job = failed(BAD_TOOL.formatted("{ ToolTimeLimit: { timelimit: 3 } }", "sleep 60"));

    assertThat(job.message()).contains("longer than its limit of 3 s");
  }

  @Test
  void aToolThatFailsSaysItsExitCodeAndLastWords() throws Exception {
    Job job = failed(BAD_TOOL.formatted("{}", "echo it is broken >&2; exit 9"));

    assertThat(job.message()).contains("exit code 9: it is broken");
  }

  @Test
  void aDismissedJobLeavesNoPod() throws Exception {
    UUID id = server.launch(workflow(step("a", "sleep 60") + step("b", "sleep 60")), "{}");
    server.awaitContainer(id, "a");

    server.dismiss(id);

    assertThat(server.job(id).status()).isEqualTo(JobStatus.DISMISSED);
    BatchServer.await(() -> podsOf(id) == 0, () -> "the pods to go");
  }

  @Test
  void aDismissedJobDoesNotWaitForAQuota() throws Exception {
    try (Space space = new Space("jobs")) {
      space.kubectl("create", "quota", "none", "--hard=pods=0");
      server.close();
      server =
          new BatchServer(
              BatchSite.in(folder)
                  .withEngines(
                      TestCluster.engine("periplus-jobs", space.name(), Duration.ofMinutes(2))));
      UUID id = server.launch(workflow(step("a", "sleep 60")), "{}");
      BatchServer.await(
          () -> server.job(id).message().contains("exceeded quota"),
          () -> server.job(id).message());

      server.dismiss(id);

      assertThat(server.job(id).status()).isEqualTo(JobStatus.DISMISSED);
      assertThat(server.step(id, "a").state()).isEqualTo(StepState.DISMISSED);
    }
  }

  private int podsOf(UUID id) {
    try {
      return server.containers(id);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
