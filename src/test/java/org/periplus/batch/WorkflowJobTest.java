package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.periplus.batch.Workflows.SCATTER;
import static org.periplus.batch.Workflows.step;
import static org.periplus.batch.Workflows.workflow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchRepositoryRows.Row;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** The steps of workflows as steps of batch jobs, in containers. */
@Timeout(120)
class WorkflowJobTest {

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
    assertThat(server.repository().executions(job.id()))
        .extracting(Row::name, Row::status)
        .containsExactly(tuple("processes/" + job.processId(), "COMPLETED"));
    List<Row> steps = server.repository().steps(execution(job));
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
    assertThat(server.repository().partitions(execution(job), "each"))
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
    assertThat(server.repository().partitions(execution(job), "each")).isEmpty();
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
    assertThat(server.repository().executions(job.id()))
        .extracting(Row::name)
        .containsExactly(
            "processes/" + job.processId(),
            "processes/" + job.processId() + "/each",
            "processes/" + job.processId() + "/each",
            "processes/" + job.processId() + "/each");
    assertThat(server.repository().executions(job.id()))
        .extracting(Row::status)
        .containsOnly("COMPLETED");
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
    assertThat(server.repository().executions(job.id()))
        .extracting(Row::status)
        .containsExactly("FAILED");
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
}
