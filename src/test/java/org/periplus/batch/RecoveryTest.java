package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchRepositoryRows.Row;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.FolderConfiguration;
import org.periplus.configuration.DataSize;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** A job goes on where a server left it, and gives what it would have given. */
@Timeout(120)
class RecoveryTest {

  /** Tools whose script is an input; {@code quiet} has its standard output captured. */
  private static final String TOOLS =
      """
      - id: quiet
        class: CommandLineTool
        baseCommand: [sh, -c]
        inputs:
          script: { type: string, inputBinding: { position: 1 } }
          after: Any?
        outputs: { out: stdout }
        stdout: out.bin
      - id: loud
        class: CommandLineTool
        baseCommand: [sh, -c]
        requirements: { InitialWorkDirRequirement: { listing: [{ entryname: notes, entry: old, writable: true }] } }
        inputs:
          script: { type: string, inputBinding: { position: 1 } }
          after: Any?
        outputs: { out: { type: File, outputBinding: { glob: notes } } }
      - id: twice
        class: Workflow
        inputs: { script: string }
        outputs: { out: { type: File, outputSource: two/out } }
        steps:
          one: { run: '#quiet', in: { script: { default: echo one } }, out: [out] }
          two: { run: '#quiet', in: { script: script, after: one/out }, out: [out] }
      """;

  @TempDir Path folder;

  private BatchServer server;

  private static String workflow(String inputs, String outputs, String steps) {
    return """
    cwlVersion: v1.2
    $graph:
    - id: main
      class: Workflow
      requirements:
        ScatterFeatureRequirement: {}
        SubworkflowFeatureRequirement: {}
        MultipleInputFeatureRequirement: {}
      inputs: %s
      outputs: %s
      steps:
    %s
    """
            .formatted(inputs, outputs, steps.stripTrailing().indent(4).stripTrailing())
        + TOOLS;
  }

  private static String step(String name, String tool, String script, String after) {
    return "%s: { run: '#%s', in: { script: { default: \"%s\" }, after: %s }, out: [out] }\n"
        .formatted(name, tool, script, after);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void start() throws Exception {
    server = new BatchServer(folder);
  }

  private void startWithSmallLogs() throws Exception {
    ConfinementConfiguration usual = ConfinementConfiguration.defaults();
    server =
        new BatchServer(
            BatchSite.in(folder)
                .withConfinement(
                    new ConfinementConfiguration(
                        usual.user(),
                        usual.owner(),
                        usual.readOnly(),
                        usual.openFiles(),
                        usual.maxCoreSize(),
                        DataSize.of("1 MiB")),
                    FolderConfiguration.defaults()));
  }

  /** Another server takes the place of this one, which is stopped without its containers. */
  private void startAnew() throws Exception {
    server.close();
    start();
    server.takeUpOpenJobs();
  }

  private Job successful(UUID id) {
    Job job = server.awaitEnd(id);
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    return job;
  }

  @Test
  void whatARunningToolWritesIsCompleteAndThereOnce() throws Exception {
    start();
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ a: { type: File, outputSource: a/out }, b: { type: File, outputSource: b/out }"
                    + " }",
                step("a", "quiet", "printf 'x\\\\ny'; sleep 4; printf 'z\\\\nno newline'", "[]")
                    + step(
                        "b",
                        "loud",
                        "echo first; echo new >> notes; sleep 4; echo last >&2",
                        "[]")),
            "{}");
    server.awaitContainer(id, "a");
    server.awaitContainer(id, "b");
    startAnew();
    successful(id);

    assertThat(server.results(id))
        .containsEntry("out.bin", "x\nyz\nno newline")
        .containsEntry("notes", "oldnew\n");
    StepRun loud = server.step(id, "b");
    assertThat(loud.attempt()).isEqualTo(1);
    assertThat(server.log(loud).lines().filter(line -> !line.startsWith("[periplus]")))
        .containsExactlyInAnyOrder("first", "[stderr] last");
    assertThat(server.containers(id)).isZero();
  }

  /** The engine gives only the end of its output to a server that takes the container up. */
  @Test
  void aToolIsRunAgainWhoseOutputTheEngineHasNotKept() throws Exception {
    startWithSmallLogs();
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ a: { type: File, outputSource: a/out } }",
                step("a", "quiet", "seq 100000; sleep 2", "[]")),
            "{}");
    server.awaitContainer(id, "a");
    server.close();
    startWithSmallLogs();
    server.takeUpOpenJobs();
    successful(id);

    assertThat(server.results(id).get("out.bin").lines()).hasSize(100_000);
    assertThat(server.step(id, "a").attempt()).isEqualTo(2);
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void aContainerThatEndedMeanwhileIsCollected() throws Exception {
    start();
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ a: { type: File, outputSource: a/out } }",
                step("a", "quiet", "sleep 2; echo ended", "[]")),
            "{}");
    server.awaitContainer(id, "a");
    server.close();
    TimeUnit.SECONDS.sleep(3);
    start();
    server.takeUpOpenJobs();
    successful(id);

    assertThat(server.results(id)).containsEntry("out.bin", "ended\n");
    assertThat(server.step(id, "a").attempt()).isEqualTo(1);
    assertThat(server.step(id, "a").exitCode()).contains(0);
  }

  @Test
  void aContainerThatVanishedIsRunAgain() throws Exception {
    start();
    UUID id = server.launch(workflow("{}", "{}", step("a", "quiet", "sleep 3", "[]")), "{}");
    server.awaitContainer(id, "a");
    server.close();
    start();
    server.removeContainers(id, "a");
    server.takeUpOpenJobs();
    successful(id);

    assertThat(server.step(id, "a").attempt()).isEqualTo(2);
  }

  @Test
  void elementsThatEndedAreNotRunAgainAndOthersAreTakenUp() throws Exception {
    start();
    UUID id =
        server.launch(
            workflow(
                "{ scripts: 'string[]' }",
                "{ all: { type: 'File[]', outputSource: each/out } }",
                """
                each: { run: '#quiet', scatter: script, in: { script: scripts }, out: [out] }
                sub: { run: '#twice', scatter: script, in: { script: scripts }, out: [out] }
                """),
            "{'scripts': ['echo 0', 'sleep 5; echo 1', 'echo 2', 'sleep 6; echo 3', 'echo 4',"
                + " 'echo 5']}");
    BatchServer.await(
        () ->
            server.steps(id).stream()
                .anyMatch(
                    run -> run.path().equals("sub.two") && run.state() == StepState.SUCCESSFUL),
        () -> "the first element of the subworkflow");
    startAnew();
    BatchServer.await(
        () -> server.job(id).batchExecutionIds().size() == 2, () -> "the first restart");
    startAnew(); // The second restart is of an execution that has only some partitions.
    Job job = successful(id);

    assertThat(server.steps(id))
        .hasSize(25)
        .allSatisfy(
            run -> {
              assertThat(run.state()).isEqualTo(StepState.SUCCESSFUL);
              assertThat(run.attempt()).as(run.path() + " " + run.element()).isEqualTo(1);
            });
    assertThat(server.resultsDocument(id).orElseThrow().at("/all")).hasSize(6);
    assertThat(job.batchExecutionIds()).hasSize(3);
    assertThat(server.repository().executions(id))
        .extracting(Row::status)
        .as("no batch execution is left running")
        .containsOnly("COMPLETED", "FAILED");
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void aFailedJobGoesOnFromTheStepThatFailedWithMoreMemory() throws Exception {
    start();
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ b: { type: File, outputSource: b/out } }",
                step("a", "quiet", "echo a", "[]")
                    + step(
                        "b",
                        "quiet",
                        "head -c 60000000 /dev/zero > /dev/shm/x && wc -c < /dev/shm/x",
                        "a/out")),
            "{'cwl:requirements': [{'class': 'ResourceRequirement', 'ramMin': 32}]}");
    Job failed = server.awaitEnd(id);
    assertThat(failed.status()).as(failed.message()).isEqualTo(JobStatus.FAILED);

    server.restart(id, "[{'class': 'ResourceRequirement', 'ramMin': 200}]");
    Job job = successful(id);

    assertThat(server.step(id, "a").attempt()).isEqualTo(1);
    assertThat(server.step(id, "b").attempt()).isEqualTo(2);
    assertThat(job.problem()).isEmpty();
    assertThat(server.results(id)).containsEntry("out.bin", "60000000\n");
  }

  @Test
  void aJobOfADeadServerIsDismissedWithItsContainersAndItsExecutions() throws Exception {
    start();
    UUID id =
        server.launch(
            workflow(
                "{ scripts: 'string[]' }",
                "{}",
                "sub: { run: '#twice', scatter: script, in: { script: scripts }, out: [out] }"),
            "{'scripts': ['sleep 100']}");
    server.awaitContainer(id, "sub.two");
    server.close();
    start();

    Job job = server.dismiss(id);

    assertThat(job.status()).isEqualTo(JobStatus.DISMISSED);
    assertThat(server.containers(id)).isZero();
    assertThat(server.repository().executions(id))
        .extracting(Row::status)
        .isSubsetOf("STOPPED", "FAILED");
    assertThat(server.ended(id, Duration.ofSeconds(1))).isDone();
  }
}
