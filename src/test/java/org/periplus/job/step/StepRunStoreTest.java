package org.periplus.job.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.NewJob;
import org.periplus.job.StartedBy;
import org.periplus.job.step.StepBegins.StepBegin;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StepRunStoreTest {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final Database database;
  private final StepRunStore steps;

  StepRunStoreTest(TestDatabase kind) {
    database = kind.open();
    steps = new StepRunStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private UUID job() {
    return new JobStore(database).create(NewJob.of("acme", "p", 1, NOTHING, Optional.empty())).id();
  }

  @Test
  void namesLogsByTheStepAndNumbersThemFromTheSecondOn() {
    UUID job = job();

    BegunRuns.begin(
        steps, job, "node_water_bodies", "0", StepKind.SUBWORKFLOW, false, Optional.empty());
    BegunRuns.begin(
        steps, job, "node_water_bodies.node_crop", "0.0", StepKind.TOOL, true, Optional.empty());
    BegunRuns.begin(
        steps, job, "node_water_bodies.node_crop", "0.1", StepKind.TOOL, true, Optional.empty());
    BegunRuns.tool(steps, job, "node_stac");

    assertThat(steps.list(job).stream().flatMap(run -> run.name().stream()))
        .containsExactlyInAnyOrder("node_crop", "node_crop_2", "node_stac");
    StepRun second = steps.findByName(job, "node_crop_2").orElseThrow();
    assertThat(second.element()).isEqualTo("0.1");
    assertThat(second.logFile()).contains("jobs/" + job + "/logs/node_crop_2.log");
  }

  @Test
  void givesEveryRunItsOwnNameWhenManyBeginAtOnce() throws Exception {
    UUID job = job();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      StepBegins begins = new StepBegins(steps, job);
      List<Callable<StepBegin>> calls = new ArrayList<>();
      IntStream.range(0, 40).forEach(i -> calls.add(() -> begun(begins, "" + i)));
      List<String> names = new ArrayList<>();
      for (Future<StepBegin> begun : threads.invokeAll(calls)) {
        names.add(begun.get().run().name().orElseThrow());
      }
      assertThat(names).hasSize(40).doesNotHaveDuplicates().contains("crop", "crop_2", "crop_40");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void beginsAgainAsANewAttemptUnderTheSameName() {
    UUID job = job();
    StepRun first = BegunRuns.tool(steps, job, "node_otsu");
    steps.started(first.id(), steps.now());
    steps.container(first.id(), "otsu:1", "abc", 2);
    steps.ended(first.id(), StepEnd.failed(3, "no water"));

    StepRun second = BegunRuns.tool(steps, job, "node_otsu");

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.name()).contains("node_otsu");
    assertThat(second.state()).isEqualTo(StepState.ACCEPTED);
    assertThat(second.exitCode()).isEmpty();
    assertThat(steps.find(job, "node_otsu", "").orElseThrow().earlierAttempts())
        .singleElement()
        .satisfies(
            before -> {
              assertThat(before.number()).isEqualTo(1);
              assertThat(before.status()).isEqualTo("failed");
              assertThat(before.started()).isPresent();
              assertThat(before.exitCode()).contains(3);
              assertThat(before.message()).contains("no water");
              assertThat(before.finished()).isBeforeOrEqualTo(second.queued());
            });
  }

  @Test
  void keepsTheLastAttemptsOfARunThatIsMadeAgainAndAgain() {
    UUID job = job();
    UUID run = BegunRuns.tool(steps, job, "node_otsu").id();

    for (int i = 0; i < 30; i++) {
      steps.started(run, steps.now());
      steps.ended(run, StepEnd.failed("x".repeat(5000)));
      BegunRuns.tool(steps, job, "node_otsu");
    }

    StepRun last = steps.find(job, "node_otsu", "").orElseThrow();
    assertThat(last.attempt()).isEqualTo(31);
    assertThat(last.earlierAttempts()).hasSize(20).last().matches(before -> before.number() == 30);
  }

  @Test
  void remembersHowARunWent() {
    UUID job = job();
    StepRun run = BegunRuns.tool(steps, job, "node_otsu");
    JsonNode outputs = JsonNodeFactory.instance.objectNode().put("area", 12.5);

    steps.started(run.id(), steps.now());
    steps.container(run.id(), "otsu:1", "abc", 2);
    steps.ended(run.id(), StepEnd.successful(0, outputs));

    StepRun found = steps.find(job, "node_otsu", "").orElseThrow();
    assertThat(found.state()).isEqualTo(StepState.SUCCESSFUL);
    assertThat(found.exitCode()).contains(0);
    assertThat(found.image()).contains("otsu:1");
    assertThat(found.containerId()).contains("abc");
    assertThat(found.outputs().orElseThrow().path("area").decimalValue())
        .isEqualByComparingTo("12.5");
    assertThat(found.finished().orElseThrow()).isAfterOrEqualTo(found.started().orElseThrow());
  }

  @Test
  void endsWhatIsOpenWithItsJob() {
    UUID job = job();
    StepRun done = BegunRuns.tool(steps, job, "a");
    steps.ended(done.id(), StepEnd.successful(0, NOTHING));
    BegunRuns.tool(steps, job, "b");

    steps.endOpen(job, StepEnd.dismissed());

    assertThat(steps.list(job).stream().map(StepRun::state))
        .containsExactly(StepState.SUCCESSFUL, StepState.DISMISSED);
  }

  @Test
  void endsAllThatIsOpenInOneTransaction() {
    UUID job = job();
    List.of("a", "b", "c").forEach(path -> BegunRuns.tool(steps, job, path));
    List<Boolean> ended = new ArrayList<>();
    steps.onEnded(
        each -> ended.add(steps.list(job).stream().map(StepRun::state).allMatch(StepState::ended)));

    steps.endOpen(job, StepEnd.dismissed());

    // Who hears that one has ended sees all of them ended.
    assertThat(ended).containsExactly(true, true, true);
  }

  @Test
  void aRestartOfItsJobOpensWhatDidNotEndWellAndNothingElse() {
    JobStore jobs = new JobStore(database);
    UUID job = job();
    StepRun done = BegunRuns.tool(steps, job, "a");
    steps.ended(done.id(), StepEnd.successful(0, NOTHING));
    StepRun failed = BegunRuns.tool(steps, job, "b");
    steps.started(failed.id(), steps.now());
    steps.ended(failed.id(), StepEnd.failed(3, "no water"));
    jobs.failed(job, "no water", NOTHING);

    jobs.restarted(job, NOTHING, StartedBy.NOTHING);

    assertThat(steps.find(job, "a", "").orElseThrow().state()).isEqualTo(StepState.SUCCESSFUL);
    StepRun open = steps.find(job, "b", "").orElseThrow();
    assertThat(open.state()).isEqualTo(StepState.ACCEPTED);
    assertThat(open.attempt()).isEqualTo(2);
    assertThat(open.message()).isEmpty();
    assertThat(BegunRuns.tool(steps, job, "b").attempt())
        .as("nothing was run meanwhile")
        .isEqualTo(2);
  }

  private StepBegin begun(StepBegins begins, String element) {
    StepBegin begin =
        begins.begin("crop", element, StepKind.TOOL, true, Optional.empty(), () -> {});
    steps.begun(begin);
    return begin;
  }

  @Test
  void givesNamesThatRunsOfAnEarlierServerDoNotHave() {
    UUID job = job();
    BegunRuns.begin(steps, job, "a.crop", "0", StepKind.TOOL, true, Optional.empty());
    BegunRuns.begin(steps, job, "a.crop", "1", StepKind.TOOL, true, Optional.empty());

    StepRun third = BegunRuns.tool(steps, job, "b.crop");

    assertThat(third.name()).contains("crop_3");
  }

  @Test
  void isWrittenOnceWithAllThatHappenedUntilThen() {
    UUID job = job();
    List<String> told = new ArrayList<>();
    steps.onEnded(ended -> told.add(ended.run().path() + " of " + ended.tenant()));
    StepBegin begin =
        new StepBegins(steps, job)
            .begin("add", "3", StepKind.EXPRESSION, false, Optional.of(NOTHING), () -> {});
    begin.started(steps.now());
    begin.ended(StepEnd.successful(NOTHING), steps.now());
    begin.ended(StepEnd.failed("too late"), steps.now());

    steps.begun(begin);

    StepRun run = steps.find(job, "add", "3").orElseThrow();
    assertThat(run.state()).isEqualTo(StepState.SUCCESSFUL);
    assertThat(run.started()).isPresent();
    assertThat(run.finished()).isPresent();
    assertThat(told).containsExactly("add of acme");
  }

  @Test
  void refusesAStepOfNoJob() {
    UUID nobody = UUID.randomUUID();

    assertThatThrownBy(() -> BegunRuns.tool(steps, nobody, "a"))
        .isInstanceOf(PersistenceException.class);
    assertThat(steps.hold(nobody)).isFalse();
  }
}
