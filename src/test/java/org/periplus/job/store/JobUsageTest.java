package org.periplus.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.JobLockedException;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.job.StartedBy;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.identity.Account;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.QuotaConfiguration;
import org.periplus.security.quota.QuotaExceededException;
import org.periplus.security.quota.Quotas;
import org.periplus.security.quota.RequestCounts;
import org.periplus.security.quota.Share;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.UsageConfiguration;
import org.periplus.security.quota.UsageReport;
import org.periplus.security.quota.UserQuotaConfiguration;
import org.periplus.security.quota.Whose;

/** What jobs and the runs of their steps count of what they use. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobUsageTest {

  private static final Account EMIL = new Account("https://sso.example.org", "s-emil", "emil");

  private final Database database;
  private final Usage usage;
  private final UsageReport report;
  private final JobStore jobs;
  private final StepRunStore steps;

  JobUsageTest(TestDatabase kind) {
    database = kind.open();
    UsageConfiguration counting =
        new UsageConfiguration(true, Duration.ofDays(1), Duration.ofHours(1), Duration.ofHours(1));
    Quotas quotas =
        new Quotas(
            new QuotaConfiguration(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DataSize(200))),
            new UserQuotaConfiguration(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            counting,
            TenantKeys.NONE);
    usage = new Usage(database, quotas, counting);
    report = new UsageReport(new RequestCounts(quotas, database, counting), usage);
    jobs = new JobStore(database, new CallbackOutbox(database), usage);
    steps = new StepRunStore(database, usage);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job job() {
    return jobs.create(
        new NewJob(
            UUID.randomUUID(),
            "acme",
            "ndvi",
            1,
            JobStatus.ACCEPTED,
            0,
            JsonNodeFactory.instance.objectNode(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Ownership.of(Optional.of(EMIL))));
  }

  private StepRun begun(Job job, String path, StepKind kind) {
    StepRun run = BegunRuns.begin(steps, job.id(), path, "", kind, true, Optional.empty());
    steps.started(run.id(), steps.now());
    return run;
  }

  private void published(Job job, long bytes) {
    steps.ended(
        begun(job, "stage-out", StepKind.STAGE_OUT).id(),
        StepEnd.successful(JsonNodeFactory.instance.objectNode()).moving(bytes));
  }

  private long used(Measure measure) {
    return used(measure, EMIL);
  }

  private long used(Measure measure, Account whose) {
    return report.of(Whose.of("acme", whose.issuer(), whose.subject())).stream()
        .filter(share -> share.measure() == measure && !share.ofTenant())
        .mapToLong(Share::used)
        .sum();
  }

  @Test
  void aContainersTimeIsCountedByItsProcessors() throws Exception {
    Job job = job();
    StepRun run = begun(job, "otsu", StepKind.TOOL);
    steps.container(run.id(), "otsu:1", "abc", 200);
    TimeUnit.MILLISECONDS.sleep(20);
    steps.again(run.id());
    long first = used(Measure.PROCESSOR_TIME);
    assertThat(first).as("an attempt that failed").isPositive();

    begun(job, "otsu", StepKind.TOOL);
    steps.container(run.id(), "otsu:1", "def", 200);
    TimeUnit.MILLISECONDS.sleep(20);
    steps.ended(run.id(), StepEnd.failed(1, "no"));
    long second = used(Measure.PROCESSOR_TIME);
    assertThat(second).isGreaterThan(first);
    steps.ended(run.id(), StepEnd.failed(1, "no"));

    assertThat(used(Measure.PROCESSOR_TIME)).as("it ended already").isEqualTo(second);
    assertThat(used(Measure.JOBS)).isEqualTo(1);
    assertThat(used(Measure.IMAGES)).isEqualTo(1);
  }

  @Test
  void whatIsFetchedAndPublishedIsCounted() {
    Job job = job();
    steps.ended(begun(job, "stage-in", StepKind.STAGE_IN).id(), StepEnd.failed("gone").moving(300));
    published(job, 150);

    assertThat(used(Measure.BYTES)).isEqualTo(450);
    assertThat(used(Measure.STORED_BYTES)).isEqualTo(150);
  }

  @Test
  void resultsTakeRoomUntilTheyAreDeleted() {
    Job job = job();
    published(job, 200);
    jobs.successful(job.id(), JsonNodeFactory.instance.objectNode());

    assertThatThrownBy(this::job)
        .isInstanceOf(QuotaExceededException.class)
        .hasMessageContaining("This tenant has used 200 of 200 bytes of stored results");
    jobs.delete(job.id());

    assertThat(used(Measure.STORED_BYTES)).isZero();
    assertThat(job().status()).isEqualTo(JobStatus.ACCEPTED);
  }

  @Test
  void whoGetsAJobGetsWhatItsResultsTakeAndNotWhileItRuns() {
    Account dora = new Account("https://sso.example.org", "s-dora", "dora");
    JobOwners owners = new JobOwners(database, usage);
    Job job = job();
    published(job, 150);
    assertThatThrownBy(() -> owners.handedOn(job.id(), dora))
        .isInstanceOf(JobLockedException.class);
    jobs.successful(job.id(), JsonNodeFactory.instance.objectNode());

    assertThat(owners.handedOn(job.id(), dora)).isTrue();

    assertThat(jobs.find(job.id()).orElseThrow().request().owner()).contains(dora);
    assertThat(used(Measure.STORED_BYTES, EMIL)).isZero();
    assertThat(used(Measure.STORED_BYTES, dora)).isEqualTo(150);
    assertThat(owners.handedOn(UUID.randomUUID(), dora)).isFalse();
  }

  @Test
  void aJobIsNotRestartedBeyondAQuota() {
    Job failed = job();
    jobs.failed(failed.id(), "no", JsonNodeFactory.instance.objectNode());
    published(job(), 200);

    assertThatThrownBy(
            () ->
                jobs.restarted(
                    failed.id(), JsonNodeFactory.instance.objectNode(), StartedBy.NOTHING))
        .isInstanceOf(QuotaExceededException.class);
    assertThat(jobs.find(failed.id())).map(Job::status).contains(JobStatus.FAILED);
  }
}
