package org.periplus.job.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.CallbackKind;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Subscription;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CallbackOutboxTest {

  private static final Duration LEASE = Duration.ofHours(1);
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final Database database;
  private final CallbackOutbox outbox;
  private final JobStore jobs;

  CallbackOutboxTest(TestDatabase kind) {
    database = kind.open();
    outbox = new CallbackOutbox(database);
    jobs = new JobStore(database, outbox);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private UUID subscribed(CallbackKind... kinds) {
    Map<CallbackKind, URI> addresses = new java.util.EnumMap<>(CallbackKind.class);
    for (CallbackKind kind : kinds) {
      addresses.put(kind, URI.create("https://example.com/" + kind.member()));
    }
    return jobs.create(
            new NewJob(
                UUID.randomUUID(),
                "acme",
                "p",
                1,
                JobStatus.ACCEPTED,
                0,
                NOTHING,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Subscription("https://here/ogc-api", addresses)),
                Optional.empty()))
        .id();
  }

  private Optional<CallbackKind> taken() {
    return outbox.take(LEASE, BusyTargets.NONE).map(DueCallback::kind);
  }

  @Test
  void tellsEachEndOnce() {
    AtomicInteger woken = new AtomicInteger();
    outbox.onDue(woken::incrementAndGet);
    UUID job = subscribed(CallbackKind.SUCCESS, CallbackKind.FAILED);
    jobs.started(job);
    jobs.progress(job, 50, "It works.");
    assertThat(taken()).isEmpty();
    assertThat(woken).hasValue(0);

    jobs.successful(job, NOTHING);

    assertThat(woken).hasValue(1);
    DueCallback due = outbox.take(LEASE, BusyTargets.NONE).orElseThrow();
    assertThat(due.kind()).isEqualTo(CallbackKind.SUCCESS);
    assertThat(due.jobId()).isEqualTo(job);
    assertThat(due.uri()).isEqualTo("https://example.com/successUri");
    assertThat(due.landingPage()).isEqualTo("https://here/ogc-api");
    assertThat(due.attempt()).isEqualTo(1);
    outbox.told(due, Duration.ZERO);
    jobs.addBatchExecution(job, 7);
    assertThat(taken()).isEmpty();
    assertThat(outbox.untilNext(BusyTargets.NONE)).isEmpty();
  }

  @Test
  void tellsOfFailureAndOfDismissal() {
    UUID failed = subscribed(CallbackKind.SUCCESS, CallbackKind.FAILED);
    jobs.failed(failed, "no", NOTHING);
    assertThat(taken()).contains(CallbackKind.FAILED);

    UUID dismissed = subscribed(CallbackKind.SUCCESS, CallbackKind.FAILED);
    jobs.dismissed(dismissed);
    assertThat(taken()).contains(CallbackKind.FAILED);
    assertThat(taken()).isEmpty();
  }

  @Test
  void keepsProgressBackForAWhileAndTellsTheNewest() {
    UUID job = subscribed(CallbackKind.IN_PROGRESS);
    jobs.started(job);
    DueCallback first = outbox.take(LEASE, BusyTargets.NONE).orElseThrow();
    jobs.progress(job, 10, "while the first is told");
    jobs.progress(job, 20, "too");
    outbox.told(first, Duration.ofHours(1));

    assertThat(taken()).isEmpty();
    assertThat(outbox.untilNext(BusyTargets.NONE).orElseThrow())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));

    UUID other = subscribed(CallbackKind.IN_PROGRESS);
    jobs.started(other);
    outbox.told(outbox.take(LEASE, BusyTargets.NONE).orElseThrow(), Duration.ZERO);
    assertThat(taken()).isEmpty();
    jobs.progress(other, 10, "more");
    DueCallback second = outbox.take(LEASE, BusyTargets.NONE).orElseThrow();
    assertThat(second.jobId()).isEqualTo(other);
    assertThat(second.news()).isEqualTo(10);
  }

  @Test
  void isDueAgainAfterAFailureOrALostServer() {
    UUID job = subscribed(CallbackKind.SUCCESS);
    jobs.successful(job, NOTHING);

    assertThat(outbox.take(Duration.ZERO, BusyTargets.NONE)).isPresent();
    DueCallback again = outbox.take(LEASE, BusyTargets.NONE).orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(taken()).isEmpty();
    outbox.retry(again, Duration.ZERO);
    assertThat(outbox.take(LEASE, BusyTargets.NONE).orElseThrow().attempt()).isEqualTo(3);
    outbox.giveUp(again);
    assertThat(taken()).isEmpty();
    assertThat(outbox.untilNext(BusyTargets.NONE)).isEmpty();
  }

  @Test
  void severalServersTakeDifferentThings() throws Exception {
    int count = 40;
    for (int i = 0; i < count; i++) {
      jobs.successful(subscribed(CallbackKind.SUCCESS), NOTHING);
    }
    ExecutorService servers = Executors.newFixedThreadPool(4);
    List<Future<List<UUID>>> takers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CallbackOutbox own = new CallbackOutbox(database);
      Callable<List<UUID>> taker =
          () -> {
            List<UUID> found = new ArrayList<>();
            for (var due = own.take(LEASE, BusyTargets.NONE);
                due.isPresent();
                due = own.take(LEASE, BusyTargets.NONE)) {
              found.add(due.get().id());
            }
            return found;
          };
      takers.add(servers.submit(taker));
    }
    List<UUID> all = new ArrayList<>();
    for (Future<List<UUID>> taker : takers) {
      all.addAll(taker.get());
    }
    servers.shutdown();

    assertThat(all).doesNotHaveDuplicates();
    // one that skipped a row may have found nothing and gone; the others' rows are still there
    taken().ifPresent(kind -> assertThat(all).hasSizeLessThan(count));
  }

  @Test
  void goesWithItsJob() {
    UUID job = subscribed(CallbackKind.FAILED);
    jobs.dismissed(job);

    assertThat(jobs.delete(job)).isTrue();

    assertThat(taken()).isEmpty();
  }
}
