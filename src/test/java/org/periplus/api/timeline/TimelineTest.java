package org.periplus.api.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.periplus.job.NewJob;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.step.UsageSamples;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class TimelineTest {

  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private final Database database = TestDatabase.H2.open();
  private final StepRunStore steps = new StepRunStore(database);
  private final UUID job =
      new JobStore(database)
          .create(
              NewJob.of(
                  "tenant", "process", 1, JsonNodeFactory.instance.objectNode(), Optional.empty()))
          .id();

  @AfterEach
  void close() {
    database.close();
  }

  /** A run with times in seconds after the start; a negative one is none. */
  private void run(String path, String element, int created, int started, int finished) {
    StepRun run = BegunRuns.begin(steps, job, path, element, StepKind.TOOL, true, Optional.empty());
    if (started >= 0) {
      steps.started(run.id(), steps.now());
    }
    if (finished >= 0) {
      steps.ended(run.id(), StepEnd.successful(JsonNodeFactory.instance.objectNode()));
    }
    set(run.id(), "created", created);
    set(run.id(), "started", started);
    set(run.id(), "finished", finished);
  }

  private void set(UUID run, String column, int seconds) {
    if (seconds >= 0) {
      database.transact(
          jpa ->
              jpa.createNativeQuery("update step_run set " + column + " = ?1 where id = ?2")
                  .setParameter(1, START.plusSeconds(seconds).atOffset(java.time.ZoneOffset.UTC))
                  .setParameter(2, run.toString())
                  .executeUpdate());
    }
  }

  private Timeline timeline(int now, String... unfolded) {
    return Timeline.of(
        steps.list(job),
        START,
        START.plusSeconds(now),
        List.of(unfolded).stream().findFirst(),
        Map.of("tile", 400));
  }

  @Test
  void aBarWaitsAndThenWorksAndAnOpenOneEndsNow() {
    run("crop", "", 0, 10, 50);
    run("norm", "", 50, 60, -1);

    Timeline timeline = timeline(100);

    assertThat(timeline.length()).isEqualTo(Duration.ofSeconds(100));
    assertThat(timeline.rows()).extracting(Row::label).containsExactly("crop", "norm");
    Bar crop = timeline.rows().get(0).bars().get(0);
    assertThat(List.of(crop.left(), crop.width(), crop.waited())).containsExactly(0.0, 50.0, 10.0);
    Bar norm = timeline.rows().get(1).bars().get(0);
    assertThat(List.of(norm.left(), norm.width(), norm.waited())).containsExactly(50.0, 50.0, 10.0);
    assertThat(norm.to()).isEmpty();
  }

  /** Two processors for 20 s, then one for 40 s beside another run that keeps one busy. */
  @Test
  void whatRunsUsedIsSummedOverItsTime() {
    run("crop", "", 0, 0, 60);
    run("norm", "", 0, 20, 120);
    sampled("crop", sample(20, 40, 1000), sample(60, 80, 3000));
    sampled("norm", sample(40, 40, 500));

    Timeline timeline = timeline(120);
    UsageOverTime usage =
        UsageOverTime.of(timeline, steps.list(job), steps.figures().usages(job)).orElseThrow();

    // a piece is half a second
    assertThat(usage.processors().used()).hasSize(240);
    assertThat(usage.processors().used().subList(0, 40)).containsOnly(2.0);
    assertThat(usage.processors().used().subList(40, 120)).containsOnly(2.0);
    assertThat(usage.processors().used().subList(120, 240)).containsOnly(0.0);
    assertThat(usage.processors().asked().subList(41, 120)).containsOnly(8.0);
    assertThat(usage.processors().asked().subList(120, 240)).containsOnly(4.0);
    assertThat(usage.memory().used().get(10)).isEqualTo(1000);
    assertThat(usage.memory().mostUsed()).isEqualTo(3500);
    assertThat(usage.memory().mostAsked()).isEqualTo(16_000);
  }

  @Test
  void whatWasNeverSampledIsNotShownAsNothing() {
    run("crop", "", 0, 0, 60);
    steps.figures().asked(steps.list(job).get(0), Optional.of("crop"), 4, 8000);

    assertThat(UsageOverTime.of(timeline(60), steps.list(job), steps.figures().usages(job)))
        .isEmpty();
  }

  private static UsageSamples.Sample sample(int at, int busy, long memory) {
    return new UsageSamples.Sample(Duration.ofSeconds(at), Duration.ofSeconds(busy), memory);
  }

  private void sampled(String path, UsageSamples.Sample... all) {
    StepRun run =
        steps.list(job).stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    UsageSamples samples = new UsageSamples();
    List.of(all).forEach(samples::add);
    steps.figures().asked(run, Optional.of(path), 4, 8000);
    steps.figures().used(run.id(), samples);
  }

  @Test
  void eachAttemptIsABarOfItsOwn() {
    StepRun run = BegunRuns.tool(steps, job, "crop");
    steps.started(run.id(), steps.now());
    steps.ended(run.id(), StepEnd.failed(1, "no"));
    BegunRuns.tool(steps, job, "crop");

    assertThat(timeline(100).rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.bars()).extracting(Bar::status).containsExactly("failed", "accepted");
              assertThat(row.bars()).extracting(Bar::attempt).containsExactly(1, 2);
            });
  }

  @Test
  void aScatterIsOneRowAndUnfoldsToABoundedNumber() {
    for (int i = 0; i < 250; i++) {
      run("tile", Integer.toString(i), 0, i < 249 ? 1 : -1, i < 200 ? 2 + i : -1);
    }

    Timeline folded = timeline(300);
    Timeline unfolded = timeline(300, "tile");

    assertThat(folded.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.scatter()).contains(new Row.Scatter(400, 200, 0, 49, 0));
              assertThat(row.status()).isEqualTo("running");
              assertThat(row.bars().get(0).width()).isEqualTo(100.0);
            });
    assertThat(unfolded.rows()).hasSize(201);
    assertThat(unfolded.rows()).extracting(Row::element).contains("248", "199").doesNotContain("1");
    assertThat(unfolded.rows().subList(1, 201))
        .extracting(row -> Integer.parseInt(row.element()))
        .isSorted();
  }

  @Test
  void stepsOfASubworkflowStandBelowIt() {
    run("first", "", 0, 0, 5);
    run("inner", "", 5, 5, 40);
    run("last", "", 40, 40, 50);
    run("inner.a", "", 5, 6, 20);
    run("inner.b", "", 20, 20, 40);

    assertThat(timeline(60).rows())
        .extracting(row -> row.depth() + " " + row.label())
        .containsExactly("0 first", "0 inner", "1 a", "1 b", "0 last");
  }

  @Test
  void theCriticalPathIsWhatTheLastOneWaitedFor() {
    run("first", "", 0, 0, 10);
    run("short", "", 10, 10, 12);
    run("long", "", 10, 11, 40);
    run("last", "", 40, 41, 50);

    assertThat(timeline(60).rows())
        .filteredOn(Row::critical)
        .extracting(Row::label)
        .containsExactly("first", "long", "last");
  }

  @Test
  void marksAreRoundTimesAndFew() {
    run("crop", "", 0, 0, 3599);

    List<Timeline.Mark> marks = timeline(3600).marks();

    assertThat(marks).extracting(Timeline.Mark::seconds).startsWith(0L, 600L, 1200L);
    assertThat(marks).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void aJobWithoutRunsHasAnEmptyOne() {
    assertThat(timeline(0).rows()).isEmpty();
    assertThat(timeline(10).marks()).isNotEmpty();
  }
}
