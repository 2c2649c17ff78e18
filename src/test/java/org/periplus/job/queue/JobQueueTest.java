package org.periplus.job.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.NewJob;
import org.periplus.job.Prioritized;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.queue.JobQueue.QueueLimits;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class JobQueueTest {

  private Instant time = Instant.parse("2026-03-01T12:00:00Z");

  /** Its jobs have instants of their own: of two with the same, the ids say which comes first. */
  private JobStore store(Database database) {
    return new JobStore(database, new CallbackOutbox(database), () -> time = time.plusMillis(1));
  }

  private static UUID waiting(JobStore jobs, String tenant, String process) {
    return jobs.create(
            NewJob.of(tenant, process, 1, JsonNodeFactory.instance.objectNode(), Optional.empty()))
        .id();
  }

  private static JobQueue queue(Database database, QueueLimits limits) {
    return new JobQueue(database, "this-server", Duration.ofSeconds(30), limits);
  }

  @ParameterizedTest
  @EnumSource
  void jobsOfAProcessAtItsLimitHoldUpNoOthers(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = store(database);
      List<UUID> many = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        many.add(waiting(jobs, "tenant", "popular"));
      }
      UUID other = waiting(jobs, "tenant", "other");
      UUID last = waiting(jobs, "tenant", "last");

      List<UUID> taken = queue(database, new QueueLimits(100, 100, 1)).take(10);

      assertThat(taken).containsExactly(many.get(0), other, last);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextJobIsOfTheTenantOfWhomTheFewestRun(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = store(database);
      UUID first = waiting(jobs, "busy", "p");
      waiting(jobs, "busy", "p");
      waiting(jobs, "busy", "p");
      JobQueue queue = queue(database, new QueueLimits(3, 2, 100));
      assertThat(queue.take(1)).containsExactly(first);
      UUID idle = waiting(jobs, "idle", "p");

      assertThat(queue.take(10)).hasSize(2).startsWith(idle).doesNotContain(first);
      assertThat(queue.take(10)).isEmpty();
    }
  }

  private static UUID waiting(JobStore jobs, String tenant, int priority) {
    NewJob order =
        NewJob.of(tenant, "p", 1, JsonNodeFactory.instance.objectNode(), Optional.empty());
    return jobs.create(Prioritized.order(order, priority)).id();
  }

  @ParameterizedTest
  @EnumSource
  void prioritiesOrderTheJobsOfOneTenantAndPassNoOther(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = store(database);
      UUID low = waiting(jobs, "one", -10);
      UUID usual = waiting(jobs, "one", 0);
      UUID usualToo = waiting(jobs, "one", 0);
      UUID high = waiting(jobs, "one", 10);
      JobQueue queue = queue(database, new QueueLimits(100, 100, 100));

      assertThat(queue.take(1)).containsExactly(high);
      UUID other = waiting(jobs, "other", -10);
      waiting(jobs, "one", 10);
      assertThat(queue.take(1)).containsExactly(other);
      assertThat(queue.take(10)).hasSize(4).endsWith(usual, usualToo, low);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatWasLetGoComesBeforeOnesWithAHigherPriority(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = store(database);
      UUID running = waiting(jobs, "one", -10);
      JobQueue queue = queue(database, new QueueLimits(100, 100, 100));
      queue.take(1);
      jobs.started(running);
      queue.release(running);
      UUID high = waiting(jobs, "one", 10);

      assertThat(queue.take(2)).containsExactly(running, high);
    }
  }
}
