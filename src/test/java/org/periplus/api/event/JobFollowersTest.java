package org.periplus.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.configuration.DataSize;
import org.periplus.job.NewJob;
import org.periplus.job.queue.QueueConfiguration;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.LogConfiguration;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.job.watch.JobWatch;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class JobFollowersTest {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final Database database = TestDatabase.H2.open();
  private final JobStore jobs = new JobStore(database);
  private final StepRunStore steps = new StepRunStore(database);
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final AtomicBoolean may = new AtomicBoolean(true);
  private JobFollowers followers;
  private UUID job;

  @BeforeEach
  void aJobRuns() {
    followers = server(jobs, steps);
    job =
        jobs.create(
                NewJob.of(
                    "tenant",
                    "process",
                    1,
                    JsonNodeFactory.instance.objectNode(),
                    Optional.empty()))
            .id();
    jobs.started(job);
  }

  @AfterEach
  void close() {
    followers.close();
    database.close();
  }

  private JobFollowers server(JobStore itsJobs, StepRunStore itsSteps) {
    return new JobFollowers(
        new JobWatch(database, itsJobs, itsSteps),
        itsJobs,
        new WaitingJobs(database, new QueueConfiguration(9, 9, Duration.ZERO, Duration.ofHours(1))),
        new LogConfiguration(DataSize.of("1 MiB"), Duration.ofMillis(300), Duration.ofMillis(200)));
  }

  private SentEvents follow(Instant since) {
    SentEvents sent = new SentEvents();
    followers.follow(
        job,
        since,
        new JobFollower.Client(
            new EventStream.Client(sent.sse(), sent.sink(), may::get),
            Links.at("http://example.org/ogc-api")),
        () -> over.complete(null));
    return sent;
  }

  private StepRun run(String path, String element) {
    return BegunRuns.begin(steps, job, path, element, StepKind.TOOL, true, Optional.empty());
  }

  @Test
  void whoFollowsIsToldWhatIsThereWhatChangesAndTheEnd() throws Exception {
    StepRun first = run("first", "");

    SentEvents sent = follow(Instant.EPOCH);
    sent.await("status", status -> status.path("status").asText().equals("running"));
    sent.await("steps", list -> list.at("/steps/0/status").asText().equals("accepted"));
    steps.started(first.id(), steps.now());
    sent.await("steps", list -> list.at("/steps/0/status").asText().equals("running"));
    steps.ended(first.id(), StepEnd.successful(NOTHING));
    jobs.successful(job, NOTHING);

    sent.await("status", status -> status.path("progress").asInt() == 100);
    sent.await("steps", list -> list.at("/steps/0/status").asText().equals("successful"));
    over.get(60, TimeUnit.SECONDS);
    assertThat(sent.names()).endsWith("end");
    assertThat(sent.comments()).allMatch("still here"::equals);
  }

  @Test
  void whoIsNoLongerWhoTheyWereIsToldToAskAgainAndNothingMore() throws Exception {
    StepRun run = run("first", "");
    SentEvents sent = follow(Instant.EPOCH);
    sent.await("status", status -> true);

    may.set(false);

    over.get(60, TimeUnit.SECONDS);
    steps.ended(run.id(), StepEnd.successful(NOTHING));
    jobs.successful(job, NOTHING);
    assertThat(sent.names()).endsWith("expired");
  }

  @Test
  void whatAnotherServerWritesIsToldToo() throws Exception {
    StepRunStore ofAnother = new StepRunStore(database);
    SentEvents sent = follow(Instant.EPOCH);
    sent.await("status", status -> true);

    StepRun run = BegunRuns.tool(ofAnother, job, "elsewhere");
    ofAnother.ended(run.id(), StepEnd.failed(3, "It broke."));
    new JobStore(database).failed(job, "It broke.", NOTHING);

    sent.await("steps", list -> list.at("/steps/0/exitCode").asInt() == 3);
    sent.await("status", status -> status.path("message").asText().equals("It broke."));
    over.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whoComesAgainIsToldWhatHasChangedSince() throws Exception {
    StepRun old = run("old", "");
    steps.ended(old.id(), StepEnd.successful(NOTHING));
    database.transact(
        jpa ->
            jpa.createNativeQuery("update step_run set changed = changed - interval '1' minute")
                .executeUpdate());

    SentEvents sent = follow(Instant.now());
    sent.await("status", status -> true);
    StepRun late = run("late", "");

    sent.await("steps", list -> list.at("/steps/0/path").asText().equals("late"));
    assertThat(sent.data("steps")).noneMatch(text -> text.contains("\"old\""));
    assertThat(late.changed()).isNotNull();
  }

  @Test
  void aThousandElementsComeInFewEventsOfBoundedSize() throws Exception {
    for (int i = 0; i < 450; i++) {
      run("scattered", Integer.toString(i));
    }

    SentEvents sent = follow(Instant.EPOCH);
    sent.await("status", status -> true);

    List<String> lists = sent.data("steps");
    assertThat(lists).hasSize(3);
    assertThat(JsonBodies.MAPPER.readTree(lists.get(0)).get("steps")).hasSize(200);
    assertThat(sent.ids()).as("only the last event says from where on").hasSize(1);
  }

  @Test
  void aJobThatWaitsTellsItsPlace() throws Exception {
    job =
        jobs.create(
                NewJob.of(
                    "tenant",
                    "process",
                    1,
                    JsonNodeFactory.instance.objectNode(),
                    Optional.empty()))
            .id();

    SentEvents sent = follow(Instant.EPOCH);

    sent.await("status", status -> status.path("message").asText().contains("queue is 1"));
  }

  @Test
  void aJobThatIsDeletedEnds() throws Exception {
    SentEvents sent = follow(Instant.EPOCH);
    sent.await("status", status -> true);

    jobs.delete(job);

    over.get(60, TimeUnit.SECONDS);
    assertThat(sent.names()).endsWith("end");
  }
}
