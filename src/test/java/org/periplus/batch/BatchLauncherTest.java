package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchServer.Row;
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

  /** A workflow; each step is {@code name: {sh: script, after: sources}} in CWL's words. */
  private static String workflow(String steps) {
    return workflow("{}", "{}", steps);
  }

  private static String workflow(String inputs, String outputs, String steps) {
    return """
    cwlVersion: v1.2
    $graph:
    - id: main
      class: Workflow
      requirements:
        MultipleInputFeatureRequirement: {}
        ScatterFeatureRequirement: {}
        SubworkflowFeatureRequirement: {}
        StepInputExpressionRequirement: {}
        InlineJavascriptRequirement: {}
      inputs: %s
      outputs: %s
      steps:
    %s
    - id: sh
      class: CommandLineTool
      baseCommand: [sh, -c]
      inputs:
        script: { type: string, inputBinding: { position: 1 } }
        after: Any?
      outputs: { out: stdout }
      stdout: out.txt
    - id: twice
      class: Workflow
      inputs: { script: string }
      outputs: { out: { type: File, outputSource: two/out } }
      steps:
        one: { run: '#sh', in: { script: script }, out: [out] }
        two: { run: '#sh', in: { script: script, after: one/out }, out: [out] }
    """
        .formatted(inputs, outputs, steps.stripTrailing().indent(4).stripTrailing());
  }

  private static String step(String name, String script) {
    return step(name, script, "[]");
  }

  private static String step(String name, String script, String after) {
    return "%s: { run: '#sh', in: { script: { default: '%s' }, after: %s }, out: [out] }\n"
        .formatted(name, script, after);
  }

  private static Instant started(StepRun run) {
    return run.started().orElseThrow();
  }

  private static Instant finished(StepRun run) {
    return run.finished().orElseThrow();
  }

  private static long execution(Job job) {
    assertThat(job.batchExecutionIds()).hasSize(1);
    return job.batchExecutionIds().get(0);
  }

  private static void succeeded(Job job) {
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
  }

  @Test
  void stepsThatNeedNothingOfEachOtherRunAtTheSameTime() throws Exception {
    Job job = server.run(workflow(step("left", "sleep 2") + step("right", "sleep 2")));

    succeeded(job);
    StepRun left = server.step(job.id(), "left");
    StepRun right = server.step(job.id(), "right");
    assertThat(started(left)).isBefore(finished(right));
    assertThat(started(right)).isBefore(finished(left));
  }

  @Test
  void aStepStartsAsSoonAsItsOwnInputsExist() throws Exception {
    Job job =
        server.run(
            workflow(
                step("start", "echo")
                    + step("slow", "sleep 5", "start/out")
                    + step("fast", "echo", "start/out")
                    + step("afterFast", "echo", "fast/out")
                    + step("join", "echo", "[slow/out, afterFast/out]")));

    succeeded(job);
    assertThat(finished(server.step(job.id(), "afterFast")))
        .isBefore(finished(server.step(job.id(), "slow")));
    assertThat(started(server.step(job.id(), "join")))
        .isAfterOrEqualTo(finished(server.step(job.id(), "slow")));
  }

  @Test
  void theBatchRepositoryHasOneStepForEachStepOfTheWorkflow() throws Exception {
    Instant before = Instant.now();
    Job job = server.run(workflow(step("one", "sleep 1") + step("two", "sleep 1", "one/out")));

    succeeded(job);
    assertThat(server.executions(job.id()))
        .extracting(Row::name, Row::status)
        .containsExactly(tuple("processes/" + job.processId(), "COMPLETED"));
    List<Row> steps = server.stepRows(execution(job));
    assertThat(steps).extracting(Row::name).containsExactly("one", "stage-out", "two");
    assertThat(steps).extracting(Row::status).containsOnly("COMPLETED");
    Row one = steps.get(0);
    Row two = steps.get(2);
    assertThat(one.started()).isBetween(before, started(server.step(job.id(), "one")));
    assertThat(Duration.between(one.started(), one.ended())).isGreaterThan(Duration.ofSeconds(1));
    assertThat(two.started())
        .as("a step that waits has not started")
        .isAfterOrEqualTo(finished(server.step(job.id(), "one")));
  }

  private static final String SCATTER =
      """
      each:
        run: '#%s'
        scatter: script
        in: { script: scripts }
        out: [out]
      """;

  @Test
  void aScatteredStepHasOnePartitionForEachElement() throws Exception {
    Job job =
        server.awaitEnd(
            server.launch(
                workflow(
                    "{ scripts: 'string[]' }",
                    "{ all: { type: 'File[]', outputSource: each/out } }",
                    SCATTER.formatted("sh")),
                "{'scripts': ['echo a', 'echo b', 'echo c', 'echo d', 'echo e', 'echo f']}"));

    succeeded(job);
    assertThat(server.partitions(execution(job), "each"))
        .hasSize(6)
        .extracting(Row::status)
        .containsOnly("COMPLETED");
    for (int i = 0; i < 6; i++) {
      assertThat(server.step(job.id(), "each", "" + i).state()).isEqualTo(StepState.SUCCESSFUL);
    }
    assertThat(server.resultsDocument(job.id()).orElseThrow().get("all")).hasSize(6);
  }

  @Test
  void aScatterOverNothingGivesNothing() throws Exception {
    Job job =
        server.run(
            workflow(
                "{ scripts: { type: 'string[]', default: [] } }",
                "{ all: { type: 'File[]', outputSource: each/out } }",
                SCATTER.formatted("sh")));

    succeeded(job);
    assertThat(server.partitions(execution(job), "each")).isEmpty();
    assertThat(server.resultsDocument(job.id()).orElseThrow().at("/all/value")).isEmpty();
  }

  @Test
  void aScatteredSubworkflowRunsAsABatchExecutionForEachElement() throws Exception {
    Job job =
        server.awaitEnd(
            server.launch(
                workflow("{ scripts: 'string[]' }", "{}", SCATTER.formatted("twice")),
                "{'scripts': ['echo a', 'echo b', 'echo c']}"));

    succeeded(job);
    assertThat(server.executions(job.id()))
        .extracting(Row::name)
        .containsExactly(
            "processes/" + job.processId(),
            "processes/" + job.processId() + "/each",
            "processes/" + job.processId() + "/each",
            "processes/" + job.processId() + "/each");
    assertThat(server.executions(job.id())).extracting(Row::status).containsOnly("COMPLETED");
    assertThat(server.steps(job.id()))
        .filteredOn(run -> run.path().equals("each.two"))
        .extracting(StepRun::element)
        .containsExactlyInAnyOrder("0", "1", "2");
  }

  @Test
  void aFailureNamesTheStepTheExitCodeAndTheLastLine() throws Exception {
    Job job =
        server.run(
            workflow(
                step("bad", "sleep 1; echo fine >&2; echo boom >&2; exit 3")
                    + step("beside", "sleep 3")
                    + step("later", "echo", "bad/out")
                    + step("afterBeside", "echo", "beside/out")));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).isEqualTo("Step bad failed with exit code 3: boom");
    StepRun bad = server.step(job.id(), "bad");
    assertThat(bad.state()).isEqualTo(StepState.FAILED);
    assertThat(bad.exitCode()).contains(3);
    assertThat(server.step(job.id(), "beside").state())
        .as("what ran beside it was let finish")
        .isEqualTo(StepState.SUCCESSFUL);
    assertThat(server.steps(job.id()))
        .extracting(StepRun::path)
        .as("nothing was started after it")
        .containsExactlyInAnyOrder("bad", "beside");
    assertThat(server.executions(job.id())).extracting(Row::status).containsExactly("FAILED");
  }

  @Test
  void arraysThatDoNotMatchAreNamedAsTheReason() throws Exception {
    Job job =
        server.awaitEnd(
            server.launch(
                workflow(
                    "{ a: 'string[]', b: 'string[]' }",
                    "{}",
                    """
                    each:
                      run: '#sh'
                      scatter: [script, after]
                      scatterMethod: dotproduct
                      in: { script: a, after: b }
                      out: [out]
                    """),
                "{'a': ['echo'], 'b': ['x', 'y']}"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("each", "dot product", "[1, 2]");
  }

  @Test
  void aStepWhoseConditionIsFalseIsSkipped() throws Exception {
    Job job =
        server.awaitEnd(
            server.launch(
                workflow(
                    "{ go: boolean }",
                    "{ out: { type: 'File?', outputSource: maybe/out } }",
                    """
                    maybe:
                      run: '#sh'
                      when: $(inputs.go)
                      in: { go: go, script: { default: echo } }
                      out: [out]
                    """),
                "{'go': false}"));

    succeeded(job);
    assertThat(server.step(job.id(), "maybe").state()).isEqualTo(StepState.SKIPPED);
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
    assertThat(server.executions(id)).extracting(Row::status).containsExactly("STOPPED");
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
    assertThat(server.executions(id)).hasSize(3).extracting(Row::status).containsOnly("STOPPED");
    assertThat(server.steps(id)).extracting(StepRun::state).containsOnly(StepState.DISMISSED);
  }

  @Test
  void aJobAndItsBatchRepositoryLiveInPostgreSql(@TempDir Path other) throws Exception {
    try (BatchServer postgres =
        new BatchServer(other, Optional.empty(), TestDatabase.POSTGRESQL.open())) {
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
      assertThat(postgres.executions(job.id()))
          .singleElement()
          .extracting(Row::status)
          .isEqualTo("COMPLETED");
    }
  }

  @Test
  void anEngineThatIsDownIsTheReason(@TempDir Path other) throws Exception {
    try (BatchServer alone = new BatchServer(other, Optional.of("tcp://127.0.0.1:1"))) {
      Job job = alone.run(ToolWorkTest.tool("true", "{}"));

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("Step tool", "127.0.0.1:1");
    }
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
