package org.periplus.job.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.queue.JobQueue;
import org.periplus.job.queue.JobQueue.QueueLimits;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class WorkInProgressTest {

  private static Job job(JobStore jobs, String tenant) {
    return jobs.create(
        NewJob.of(tenant, "process", 1, JsonNodeFactory.instance.objectNode(), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhoRunsWhatAndWhatWaits(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      WorkInProgress work = new WorkInProgress(database);
      assertThat(work.servers()).isEmpty();
      assertThat(work.running(9)).isEmpty();

      Job taken = job(jobs, "one");
      job(jobs, "two");
      job(jobs, "two");
      new JobQueue(database, "ship", Duration.ofMinutes(1), new QueueLimits(1, 1, 1)).take(1);
      jobs.started(taken.id());
      StepRunStore steps = new StepRunStore(database);
      StepRun run = BegunRuns.tool(steps, taken.id(), "crop");
      assertThat(work.tools()).isEmpty();
      steps.started(run.id(), steps.now());

      assertThat(work.servers()).extracting(WorkInProgress.Server::name).containsExactly("ship");
      assertThat(work.servers().get(0).lease()).isAfter(taken.created());
      assertThat(work.running(9))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.jobID()).isEqualTo(taken.id());
                assertThat(one.server()).isEqualTo("ship");
                assertThat(one.started()).isPresent();
              });
      assertThat(work.queues(9))
          .singleElement()
          .satisfies(
              queue -> {
                assertThat(queue.tenant()).isEqualTo("two");
                assertThat(queue.jobs()).isEqualTo(2);
              });
      assertThat(work.tools()).containsExactly(new WorkInProgress.Tools("one", 1));
    }
  }
}
