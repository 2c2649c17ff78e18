package org.periplus.job.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.Prioritized;
import org.periplus.job.execution.KeyReusedException;
import org.periplus.job.execution.KeyedJobs;
import org.periplus.job.execution.KeyedRequest;
import org.periplus.job.list.JobCounts;
import org.periplus.job.queue.JobQueue.QueueLimits;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class WaitingJobsTest {

  private static final QueueConfiguration FEW =
      new QueueConfiguration(4, 3, Duration.ofSeconds(7), Duration.ofHours(1));

  private static NewJob order(String tenant) {
    return NewJob.of(tenant, "process", 1, JsonNodeFactory.instance.objectNode(), Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatWaitsSaysWhy(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      WaitingJobs waiting = new WaitingJobs(database, FEW);
      jobs.create(order("busy"));
      Job second = jobs.create(order("busy"));
      AtomicBoolean paused = new AtomicBoolean();

      assertThat(waiting.message(second)).endsWith("its place in the queue is 2.");
      new JobQueue(database, "a", Duration.ofMinutes(1), new QueueLimits(9, 9, 9)).take(1);

      assertThat(reason(waiting, second, new QueueLimits(9, 9, 1), paused))
          .endsWith("As many jobs of this process run as may at once (1).");
      assertThat(reason(waiting, second, new QueueLimits(9, 1, 9), paused))
          .endsWith("As many of your jobs run as may at once (1).");
      assertThat(reason(waiting, second, new QueueLimits(1, 9, 9), paused))
          .endsWith("As many jobs run as may at once (1).");
      assertThat(reason(waiting, second, new QueueLimits(9, 9, 9), paused))
          .endsWith("It starts as soon as a server has room for it.");
      paused.set(true);
      assertThat(reason(waiting, second, new QueueLimits(9, 9, 1), paused))
          .endsWith("No jobs are started for now: an operator has paused that.");
    }
  }

  private static String reason(
      WaitingJobs waiting, Job job, QueueLimits limits, AtomicBoolean paused) {
    waiting.explainedBy(new WaitingReasons(limits, paused::get));
    return waiting.message(job);
  }

  @ParameterizedTest
  @EnumSource
  void aJobKnowsItsPlaceAmongThoseOfAllTenants(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      WaitingJobs waiting = new WaitingJobs(database, FEW);
      jobs.started(jobs.create(order("busy")).id());
      Job first = jobs.create(order("busy"));
      jobs.create(order("idle"));
      jobs.create(order("idle"));

      // The idle tenant's first comes before it, not its second: then one of each would run.
      assertThat(waiting.place(first)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHigherPriorityGivesAPlaceBeforeEarlierJobsOfItsTenant(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      WaitingJobs waiting = new WaitingJobs(database, FEW);
      Job usual = jobs.create(order("one"));
      Job low = jobs.create(Prioritized.order(order("one"), -1));
      Job high = jobs.create(Prioritized.order(order("one"), 1));

      assertThat(waiting.place(high)).isEqualTo(1);
      assertThat(waiting.place(usual)).isEqualTo(2);
      assertThat(waiting.place(low)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMoreJobsWaitThanMay(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      WaitingJobs waiting = new WaitingJobs(database, FEW);
      for (int i = 0; i < 3; i++) {
        waiting.requireRoom("one");
        jobs.create(order("one"));
      }

      assertThatThrownBy(() -> waiting.requireRoom("one"))
          .isInstanceOfSatisfying(
              QueueFullException.class,
              full -> {
                assertThat(full.ofTenant()).isTrue();
                assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(7));
              });
      waiting.requireRoom("other");
      jobs.create(order("other"));
      assertThatThrownBy(() -> waiting.requireRoom("other"))
          .isInstanceOfSatisfying(
              QueueFullException.class, full -> assertThat(full.ofTenant()).isFalse());
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsWithOneKeyAtOnceMakeOneJob(TestDatabase kind) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      KeyedJobs keyed = new KeyedJobs(database, jobs, FEW);
      KeyedRequest request = new KeyedRequest("one/key", "fingerprint");
      List<Future<KeyedJobs.Found>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(clients.submit(() -> keyed.findOrCreate(request, () -> order("one"))));
      }

      Set<UUID> found = new HashSet<>();
      int created = 0;
      for (Future<KeyedJobs.Found> answer : answers) {
        found.add(answer.get().job().id());
        created += answer.get().created() ? 1 : 0;
      }
      assertThat(found).hasSize(1);
      assertThat(created).isEqualTo(1);
      assertThat(new JobCounts(database).waiting()).isEqualTo(1);
      assertThatThrownBy(
              () -> keyed.findOrCreate(new KeyedRequest("one/key", "another"), () -> order("one")))
          .isInstanceOf(KeyReusedException.class);
      assertThat(
              keyed
                  .findOrCreate(new KeyedRequest("other/key", "another"), () -> order("other"))
                  .created())
          .isTrue();
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void requestsWithOneKeyOnTwoServersAtOnceAreNothingForTheLog() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getThrown() != null
                || line.getLevel().intValue() >= Level.WARNING.intValue()) {
              logged.add(line.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<Database> servers = TestDatabase.openTwice();
    Logger.getLogger("").addHandler(handler);
    try {
      List<KeyedJobs> keyed =
          servers.stream()
              .map(database -> new KeyedJobs(database, new JobStore(database), FEW))
              .toList();
      Set<UUID> found = new HashSet<>();
      for (int round = 0; round < 10; round++) {
        KeyedRequest request = new KeyedRequest("one/key" + round, "fingerprint");
        List<Future<KeyedJobs.Found>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          KeyedJobs server = keyed.get(i % 2);
          answers.add(clients.submit(() -> server.findOrCreate(request, () -> order("one"))));
        }
        for (Future<KeyedJobs.Found> answer : answers) {
          found.add(answer.get().job().id());
        }
      }
      assertThat(found).hasSize(10);
      assertThat(logged).isEmpty();
    } finally {
      Logger.getLogger("").removeHandler(handler);
      clients.shutdownNow();
      servers.forEach(Database::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyGoesWithItsTimeAndWithItsJob(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      KeyedRequest request = new KeyedRequest("one/key", "fingerprint");
      KeyedJobs keyed = new KeyedJobs(database, jobs, FEW);
      Job first = keyed.findOrCreate(request, () -> order("one")).job();
      jobs.delete(first.id());
      assertThat(keyed.findOrCreate(request, () -> order("one")).created()).isTrue();

      KeyedJobs forgetful =
          new KeyedJobs(
              database, jobs, new QueueConfiguration(4, 3, Duration.ZERO, Duration.ofDays(-1)));
      assertThat(forgetful.findOrCreate(request, () -> order("one")).created()).isTrue();
    }
  }
}
