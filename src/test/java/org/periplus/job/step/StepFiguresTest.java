package org.periplus.job.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.NewJob;
import org.periplus.job.step.UsageSamples.Sample;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StepFiguresTest {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final Database database;
  private final StepRunStore steps;

  StepFiguresTest(TestDatabase kind) {
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

  private StepRun run(UUID job, String path, String element) {
    return BegunRuns.begin(steps, job, path, element, StepKind.TOOL, true, Optional.empty());
  }

  @Test
  void countsTheRunsOfEachStepByTheirState() {
    UUID job = job();
    for (String element : new String[] {"0", "1", "2"}) {
      StepRun run = run(job, "crop", element);
      steps.started(run.id(), steps.now());
      if (!element.equals("2")) {
        steps.ended(run.id(), StepEnd.successful(0, NOTHING));
      }
    }
    run(job, "stac", "");

    assertThat(steps.figures().counts(job))
        .extracting(StepCount::path, StepCount::state, StepCount::runs)
        .containsExactlyInAnyOrder(
            tuple("crop", StepState.SUCCESSFUL, 2L),
            tuple("crop", StepState.RUNNING, 1L),
            tuple("stac", StepState.ACCEPTED, 1L));
    assertThat(steps.figures().counts(job).get(0).finished()).isPresent();
  }

  @Test
  void addsUpTheElementsOfAStepWithinAScatter() {
    UUID job = job();

    steps.figures().scattered(job, "sub.crop", "0", 3);
    steps.figures().scattered(job, "sub.crop", "1", 4);
    steps.figures().scattered(job, "sub.crop", "1", 4);

    assertThat(steps.figures().elements(job)).isEqualTo(Map.of("sub.crop", 7));
    assertThat(steps.figures().elements(job())).isEmpty();
  }

  @Test
  void aNewAttemptForgetsWhatTheOneBeforeUsed() {
    UUID job = job();
    StepRun run = run(job, "crop", "");
    UsageSamples samples = new UsageSamples();
    samples.add(new Sample(Duration.ofSeconds(5), Duration.ofSeconds(4), 1_000));

    steps.figures().used(run.id(), samples); // nothing was asked for yet
    assertThat(steps.figures().resources(run.id())).isEmpty();
    steps.figures().asked(run, Optional.of("crop --all"), 2, 1 << 20);
    steps.figures().used(run.id(), samples);

    StepResources used = steps.figures().resourcesOf(job).get(run.id());
    assertThat(used.peakMemory()).hasValue(1_000);
    assertThat(used.processorTime()).contains(Duration.ofSeconds(4));
    assertThat(used.samples().all()).isEqualTo(samples.all());
    assertThat(used.command()).contains("crop --all");

    steps.figures().asked(run, Optional.empty(), 2, 1 << 20);
    assertThat(steps.figures().resources(run.id()).orElseThrow().peakMemory()).isEmpty();
  }
}
