package org.periplus.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.job.StartedBy;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.list.JobFilter;
import org.periplus.job.list.JobFilter.Owned;
import org.periplus.job.list.JobPage;
import org.periplus.job.list.ListedJob;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepRunStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.identity.Account;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobStoreTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Database database;
  private final JobStore jobs;

  JobStoreTest(TestDatabase kind) {
    database = kind.open();
    jobs = new JobStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job accepted(String tenant) {
    return jobs.create(NewJob.of(tenant, "water-bodies", 1, json("{}"), Optional.empty()));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsWhatAJobWasAskedAndWhenItWasCreated() {
    Instant before = Instant.now().minusMillis(1);
    JsonNode inputs =
        json(
            "{\"aoi\":\"-121.399,39.834\",\"bands\":[\"green\"],\"ratio\":0.10000000000000000001}");
    JsonNode outputs = json("{\"response\":\"document\"}");

    Job created = jobs.create(NewJob.of("acme", "p", 3, inputs, Optional.of(outputs)));
    Job job = jobs.find("acme", created.id()).orElseThrow();

    assertThat(job.status()).isEqualTo(JobStatus.ACCEPTED);
    assertThat(job.inputs().toString()).contains("0.10000000000000000001");
    assertThat(job.request().outputs()).contains(outputs);
    assertThat(job.processVersion()).isEqualTo(3);
    assertThat(job.created()).isBetween(before, Instant.now()).isEqualTo(created.created());
    assertThat(job.created()).isEqualTo(job.created().truncatedTo(ChronoUnit.MILLIS));
    assertThat(job.started()).isEmpty();
    assertThat(job.batchExecutionIds()).isEmpty();
  }

  @Test
  void keepsInstantsOfTheHourThatALocalClockHasTwice() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      for (String instant : List.of("2026-10-25T00:30:00.123Z", "2026-10-25T01:30:00.123Z")) {
        Clock clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
        Job job =
            new JobStore(database, new CallbackOutbox(database), clock)
                .create(NewJob.of("acme", "p", 1, json("{}"), Optional.empty()));
        assertThat(jobs.find(job.id()).orElseThrow().created()).isEqualTo(instant);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void keepsDocumentsOfManyMegabytes() {
    JsonNode results =
        JsonNodeFactory.instance.objectNode().put("text", "x".repeat(3 * 1024 * 1024));
    Job job = accepted("acme");

    jobs.successful(job.id(), results);

    assertThat(jobs.results(job.id())).contains(results);
    jobs.addBatchExecution(job.id(), 1);
    assertThat(jobs.results(job.id())).as("after another change of the job").contains(results);
  }

  @Test
  void showsATenantItsOwnJobsAlone() {
    Job job = accepted("acme");

    assertThat(jobs.find("acme", job.id())).isPresent();
    assertThat(jobs.find("other", job.id())).isEmpty();
    assertThat(jobs.list("nobody", JobFilter.NONE, 10, Optional.empty()).jobs()).isEmpty();
  }

  @Test
  void neverLowersProgress() {
    Job job = accepted("acme");
    jobs.started(job.id());

    jobs.progress(job.id(), 40, "node_crop is running.");
    jobs.progress(job.id(), 30, "node_otsu is running.");

    Job found = jobs.find(job.id()).orElseThrow();
    assertThat(found.progress()).isEqualTo(40);
    assertThat(found.message()).isEqualTo("node_otsu is running.");
    assertThat(found.started()).isPresent();
    assertThat(found.updated()).isAfterOrEqualTo(found.created());
  }

  @Test
  void aJobThatWaitsForItsStartIsChangedAndAcceptedOnce() {
    NewJob order =
        new NewJob(
            UUID.randomUUID(),
            "acme",
            "p",
            1,
            JobStatus.CREATED,
            0,
            json("{}"),
            Set.of(),
            Optional.empty(),
            Optional.of(json("{\"inputs\":{}}")),
            Optional.empty(),
            Optional.empty());
    Job job = jobs.create(order);
    assertThat(job.status().ended()).isFalse();
    assertThat(jobs.open()).isEmpty();

    NewJob other = NewJob.of("acme", "q", 2, json("{\"a\":1}"), Optional.empty());
    assertThat(jobs.redefined(job.id(), other)).isTrue();
    assertThat(jobs.find(job.id()).orElseThrow().inputs()).isEqualTo(json("{\"a\":1}"));
    assertThat(jobs.find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.CREATED);
    assertThat(jobs.accepted(job.id(), StartedBy.NOTHING)).isTrue();
    assertThat(jobs.accepted(job.id(), StartedBy.NOTHING)).isFalse();
    assertThat(jobs.redefined(job.id(), order)).isFalse();
    assertThat(jobs.open()).hasSize(1);
    assertThat(jobs.find(job.id()).orElseThrow().processId()).isEqualTo("q");
  }

  @Test
  void neverLeavesAStatusThatEnded() {
    Job job = accepted("acme");
    assertThat(jobs.dismissed(job.id())).isTrue();

    assertThat(jobs.successful(job.id(), json("{}"))).isFalse();
    assertThat(jobs.failed(job.id(), "no", json("{}"))).isFalse();
    assertThat(jobs.started(job.id())).isFalse();
    assertThat(jobs.progress(job.id(), 90, "late")).isFalse();
    assertThat(jobs.dismissed(job.id())).isFalse();

    Job found = jobs.find(job.id()).orElseThrow();
    assertThat(found.status()).isEqualTo(JobStatus.DISMISSED);
    assertThat(jobs.results(job.id())).isEmpty();
    assertThat(found.progress()).isZero();
    assertThat(found.finished()).contains(found.updated());
  }

  @Test
  void letsOneOfADismissalAndASuccessWin() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        UUID id = accepted("acme").id();
        List<Callable<Boolean>> ends =
            List.of(
                () -> jobs.dismissed(id),
                () -> jobs.successful(id, json("{}")),
                () -> jobs.failed(id, "failed", json("{}")));
        int winners = 0;
        for (Future<Boolean> end : threads.invokeAll(ends)) {
          winners += end.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void remembersItsBatchExecutionsInOrder() {
    Job job = accepted("acme");

    jobs.addBatchExecution(job.id(), 7);
    jobs.addBatchExecution(job.id(), 12);

    assertThat(jobs.find(job.id()).orElseThrow().batchExecutionIds()).containsExactly(7L, 12L);
  }

  @Test
  void listsNewestFirstInPagesWithoutGapsOrRepetitions() {
    List<UUID> created = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      created.add(accepted("pages").id());
    }

    List<ListedJob> seen = new ArrayList<>();
    JobPage page = jobs.list("pages", JobFilter.NONE, 4, Optional.empty());
    seen.addAll(page.jobs());
    while (page.next().isPresent()) {
      accepted("pages");
      page = jobs.list("pages", JobFilter.NONE, 4, page.next());
      seen.addAll(page.jobs());
    }

    assertThat(seen.stream().map(ListedJob::id)).containsExactlyInAnyOrderElementsOf(created);
    assertThat(seen.stream().map(ListedJob::created).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void goesBackThroughThePagesThatItCameThrough() {
    for (int i = 0; i < 9; i++) {
      accepted("back");
    }
    JobPage first = jobs.list("back", JobFilter.NONE, 4, Optional.empty());
    JobPage second = jobs.list("back", JobFilter.NONE, 4, first.next());
    JobPage third = jobs.list("back", JobFilter.NONE, 4, second.next());
    assertThat(first.previous()).isEmpty();
    assertThat(third.next()).isEmpty();

    JobPage secondAgain = jobs.list("back", JobFilter.NONE, 4, third.previous());
    JobPage firstAgain = jobs.list("back", JobFilter.NONE, 4, secondAgain.previous());

    assertThat(ids(secondAgain)).isEqualTo(ids(second));
    assertThat(ids(firstAgain)).isEqualTo(ids(first));
    assertThat(firstAgain.previous()).isEmpty();
    assertThat(firstAgain.next()).isEqualTo(first.next());
  }

  private static List<UUID> ids(JobPage page) {
    return page.jobs().stream().map(ListedJob::id).toList();
  }

  /** A store whose clock stands at a second of a day. */
  private JobStore at(int second) {
    return new JobStore(
        database,
        new CallbackOutbox(database),
        Clock.fixed(Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second), ZoneOffset.UTC));
  }

  private UUID created(int second, String process) {
    return at(second).create(NewJob.of("filters", process, 1, json("{}"), Optional.empty())).id();
  }

  private List<UUID> filtered(JobFilter filter) {
    return ids(at(1000).list("filters", filter, 10, Optional.empty()));
  }

  private static JobFilter lasting(Integer atLeast, Integer atMost, JobStatus... statuses) {
    return new JobFilter(
        List.of(),
        List.of(statuses),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(atLeast).map(Duration::ofSeconds),
        Optional.ofNullable(atMost).map(Duration::ofSeconds),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static JobFilter created(Instant from, Instant until) {
    return new JobFilter(
        List.of(),
        List.of(),
        Optional.ofNullable(from),
        Optional.ofNullable(until),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void showsTheJobsOfSomeProcessesAndStatusesAndTimes() {
    UUID crop = created(0, "crop");
    UUID otsu = created(10, "otsu");
    UUID stac = created(20, "stac");
    at(30).dismissed(otsu);
    Instant start = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(filtered(JobFilter.NONE)).containsExactly(stac, otsu, crop);
    assertThat(filtered(of(List.of("crop", "stac"), List.of()))).containsExactly(stac, crop);
    assertThat(filtered(of(List.of(), List.of(JobStatus.DISMISSED)))).containsExactly(otsu);
    assertThat(filtered(of(List.of("crop"), List.of(JobStatus.DISMISSED)))).isEmpty();
    assertThat(filtered(created(start.plusSeconds(10), null))).containsExactly(stac, otsu);
    assertThat(filtered(created(null, start.plusSeconds(10)))).containsExactly(otsu, crop);
    assertThat(filtered(created(start.plusSeconds(10), start.plusSeconds(10))))
        .containsExactly(otsu);
  }

  private static JobFilter of(List<String> processes, List<JobStatus> statuses) {
    return new JobFilter(
        processes,
        statuses,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private UUID called(String label) {
    return created("crop", Optional.of(json(label)), Optional.empty());
  }

  private UUID created(String process, Optional<JsonNode> definition, Optional<Account> owner) {
    NewJob order = NewJob.of("filters", process, 1, json("{}"), Optional.empty());
    return jobs.create(
            new NewJob(
                order.id(),
                order.tenant(),
                order.processId(),
                order.processVersion(),
                order.status(),
                order.priority(),
                order.inputs(),
                order.secrets(),
                order.outputsRequested(),
                definition,
                order.subscription(),
                order.trace(),
                order.sealed(),
                Ownership.of(owner)))
        .id();
  }

  private static JobFilter called(List<String> tags, String text) {
    return new JobFilter(
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        tags,
        Optional.ofNullable(text),
        Optional.empty());
  }

  @Test
  void findsJobsByTheirTagsTitleProcessAndIdentifier() {
    UUID june = called("{\"title\": \"Lake 100% in June\", \"tags\": [\"lake\", \"june\"]}");
    UUID july = called("{\"title\": \"Lake in July\", \"tags\": [\"lake\"]}");
    UUID plain = called("{}");

    assertThat(filtered(called(List.of("lake"), null))).containsExactlyInAnyOrder(june, july);
    assertThat(filtered(called(List.of("lake", "june"), null))).containsExactly(june);
    assertThat(filtered(called(List.of("lak"), null))).isEmpty();
    assertThat(filtered(called(List.of("l_ke"), null))).isEmpty();
    assertThat(filtered(called(List.of(), "lake in"))).containsExactly(july);
    assertThat(filtered(called(List.of(), "100%"))).containsExactly(june);
    assertThat(filtered(called(List.of(), "CROP"))).hasSize(3);
    assertThat(filtered(called(List.of(), plain.toString().substring(0, 8))))
        .containsExactly(plain);
    ListedJob listed =
        at(1000).list("filters", called(List.of("june"), null), 10, Optional.empty()).jobs().get(0);
    assertThat(listed.title()).contains("Lake 100% in June");
    assertThat(listed.tags()).containsExactly("lake", "june");
    assertThat(jobs.find(plain).orElseThrow().request().label().tags()).isEmpty();
  }

  private UUID owned(Optional<Account> owner) {
    return created("p", Optional.empty(), owner);
  }

  @Test
  void knowsWhoseAJobIsAndShowsThoseOfSomebody() {
    Account ada = new Account("https://sso.example.org", "4711", "ada");
    UUID adas = owned(Optional.of(ada));
    UUID emils = owned(Optional.of(new Account("https://sso.example.org", "4712", "emil")));
    UUID another = owned(Optional.of(new Account("https://other.example.org", "4711", "ada")));
    UUID nobodys = owned(Optional.empty());

    assertThat(jobs.find(adas).orElseThrow().request().owner().orElseThrow().is(ada)).isTrue();
    assertThat(jobs.find(adas).orElseThrow().request().owner().orElseThrow().name())
        .isEqualTo("ada");
    assertThat(jobs.find(nobodys).orElseThrow().request().owner()).isEmpty();
    assertThat(filteredByOwner(new Owned(Optional.of(ada), false))).containsExactly(adas);
    assertThat(filteredByOwner(new Owned(Optional.of(ada), true)))
        .containsExactlyInAnyOrder(adas, nobodys);
    assertThat(filteredByOwner(new Owned(Optional.empty(), true))).containsExactly(nobodys);
    assertThat(filtered(JobFilter.NONE)).containsExactlyInAnyOrder(adas, emils, another, nobodys);
  }

  private List<UUID> filteredByOwner(Owned owned) {
    return filtered(JobFilter.NONE.of(Optional.of(owned)));
  }

  @Test
  void showsTheJobsThatLastLongEnough() {
    created(0, "never-started");
    UUID five = ranFrom(100, 105);
    UUID sixty = ranFrom(200, 260);
    UUID running = created(300, "p");
    at(940).started(running); // 60 s before the list is asked for

    assertThat(filtered(lasting(6, null))).containsExactly(running, sixty);
    assertThat(filtered(lasting(null, 6))).containsExactly(five);
    assertThat(filtered(lasting(5, 60))).containsExactly(running, sixty, five);
    assertThat(filtered(lasting(5, 60, JobStatus.SUCCESSFUL))).containsExactly(sixty, five);
    assertThat(filtered(lasting(61, 999_999_999))).isEmpty();
  }

  private UUID ranFrom(int start, int end) {
    UUID id = created(start, "p");
    at(start).started(id);
    at(end).successful(id, json("{}"));
    return id;
  }

  @Test
  void aMigrationGivesTheJobsOfEarlierServersTheirDuration() throws Exception {
    UUID seven = ranFrom(100, 107);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE job SET duration_millis = NULL");
      assertThat(filtered(lasting(7, 7))).isEmpty();
      String migration =
          Files.readString(Path.of("src/main/resources/db/migration/V2__job_list_filters.sql"));
      statement.executeUpdate(migration.replaceFirst("(?s)^.*(UPDATE job[^;]*);.*$", "$1"));
    }
    assertThat(filtered(lasting(7, 7))).containsExactly(seven);
  }

  @Test
  void findsTheJobsThatAreOpenAfterAStart() {
    Job open = accepted("restart");
    Job running = accepted("restart");
    jobs.started(running.id());
    Job ended = accepted("restart");
    jobs.dismissed(ended.id());

    assertThat(jobs.open().stream().map(Job::id))
        .contains(open.id(), running.id())
        .doesNotContain(ended.id());
  }

  @Test
  void forgetsAJobWithItsSteps() {
    StepRunStore steps = new StepRunStore(database);
    Job job = accepted("acme");
    jobs.addBatchExecution(job.id(), 1);
    BegunRuns.tool(steps, job.id(), "node_crop");

    assertThat(jobs.delete(job.id())).isTrue();

    assertThat(jobs.find(job.id())).isEmpty();
    assertThat(steps.list(job.id())).isEmpty();
    assertThat(jobs.delete(job.id())).isFalse();
  }
}
