package org.periplus.job.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.batch.jberet.JberetRecords;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.execution.KeyedJobs;
import org.periplus.job.execution.KeyedRequest;
import org.periplus.job.queue.QueueConfiguration;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobData;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.process.preset.Presets;
import org.periplus.process.preset.PresetsConfiguration;
import org.periplus.security.audit.AuditRetention;
import org.periplus.security.audit.AuditStore;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.UsageRetention;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;
import org.periplus.staging.ResultStores;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class HousekeepingTest {

  /** The tenant "brief" keeps its jobs for a day. */
  private static final TenantKeys TENANTS =
      GivenTenantKeys.of(Map.of("periplus.tenants.brief.retention.jobs", Duration.ofDays(1)));

  @TempDir Path folder;
  private final Database database;
  private final JobStore jobs;
  private final StepRunStore steps;

  HousekeepingTest(TestDatabase kind) {
    database = kind.open();
    jobs = new JobStore(database);
    steps = new StepRunStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void deletesJobsWithTheirDataWhenTheirTimeIsOver() throws IOException {
    UUID old = successful("acme");
    UUID open = jobs.create(order("acme")).id();

    after(Duration.ofDays(29)).sweep();
    assertThat(jobs.find(old)).isPresent();
    after(Duration.ofDays(31)).sweep();

    assertThat(jobs.find(old)).isEmpty();
    assertThat(folder.resolve("results").resolve(old.toString())).doesNotExist();
    assertThat(folder.resolve("results/logs").resolve(old.toString())).doesNotExist();
    assertThat(folder.resolve("jobs").resolve(old.toString())).doesNotExist();
    assertThat(jobs.find(open)).isPresent();
  }

  @Test
  void forgetsTheKeysOfRequestsWhoseTimeIsOver() {
    KeyedRequest request = new KeyedRequest("acme/key", "one request");
    UUID job = keyed().findOrCreate(request, () -> order("acme")).job().id();

    after(Duration.ofHours(23)).sweep();
    assertThat(keyed().findOrCreate(request, () -> order("acme")).job().id()).isEqualTo(job);
    after(Duration.ofHours(25)).sweep();

    assertThat(keyed().findOrCreate(request, () -> order("acme")).created()).isTrue();
    assertThat(jobs.find(job)).isPresent();
  }

  private KeyedJobs keyed() {
    return new KeyedJobs(
        database, jobs, new QueueConfiguration(1, 1, Duration.ZERO, Duration.ofHours(24)));
  }

  @Test
  void keepsToWhatATenantHasOfItsOwn() throws IOException {
    UUID brief = successful("brief");
    UUID other = successful("acme");

    after(Duration.ofDays(2)).sweep();

    assertThat(jobs.find(brief)).isEmpty();
    assertThat(jobs.find(other)).isPresent();
  }

  @Test
  void deletesResultsAndLogsBeforeTheirJob() throws IOException {
    UUID id = successful("acme");

    after(Duration.ofDays(8)).sweep();
    Job job = jobs.find(id).orElseThrow();
    assertThat(job.status()).isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(jobs.results(id)).isEmpty();
    assertThat(job.resultsRemoved()).isPresent();
    assertThat(folder.resolve("results").resolve(id.toString())).doesNotExist();
    assertThat(steps.list(id).get(0).logFile()).isPresent();

    after(Duration.ofDays(15)).sweep();
    assertThat(steps.list(id).get(0).logFile()).isEmpty();
    assertThat(folder.resolve("jobs").resolve(id.toString()).resolve("logs")).doesNotExist();
    assertThat(folder.resolve("results/logs").resolve(id.toString())).doesNotExist();
    assertThat(folder.resolve("jobs").resolve(id.toString()).resolve("work")).exists();
  }

  @Test
  void deletesMoreJobsThanItReadsAtOnce() {
    List<UUID> many =
        IntStream.range(0, 450)
            .mapToObj(
                number -> {
                  UUID id = jobs.create(order("brief")).id();
                  jobs.dismissed(id);
                  return id;
                })
            .toList();

    after(Duration.ofDays(2)).sweep();

    assertThat(many).allMatch(id -> jobs.find(id).isEmpty());
  }

  @Test
  void oneServerOfAClusterDoesIt() throws Exception {
    Instant now = Instant.now();
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> claims =
          IntStream.range(0, 4).mapToObj(n -> servers.submit(() -> timer().isOurs(now))).toList();
      int ours = 0;
      for (Future<Boolean> claim : claims) {
        ours += claim.get() ? 1 : 0;
      }
      assertThat(ours).isEqualTo(1);
    } finally {
      servers.shutdownNow();
    }
    assertThat(timer().isOurs(now.plus(Duration.ofMinutes(50)))).isFalse();
    assertThat(timer().isOurs(now.plus(Duration.ofMinutes(60)))).isTrue();
  }

  @Test
  void secretsOfAJobThatFailedAreForgottenAfterTheirTime() {
    JobVault vault =
        new JobVault(
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
            SecretsConfiguration.defaults());
    ObjectNode inputs = JsonNodeFactory.instance.objectNode().put("token", "hunter22");
    NewJob plain = order("acme");
    UUID id =
        jobs.create(
                vault.sealed(
                    new NewJob(
                        plain.id(),
                        "acme",
                        plain.processId(),
                        1,
                        JobStatus.ACCEPTED,
                        0,
                        inputs,
                        Set.of("token"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
            .id();
    StepRun run = BegunRuns.tool(steps, id, "crop");
    steps.ended(run.id(), StepEnd.successful(inputs).hiding(inputs, vault.sealOutputs(id, inputs)));
    jobs.failed(id, "It failed.", JsonNodeFactory.instance.objectNode());

    after(Duration.ofDays(6)).sweep();
    assertThat(vault.open(jobs.find(id).orElseThrow()).missing(inputs)).isEmpty();
    after(Duration.ofDays(8)).sweep();

    assertThat(vault.open(jobs.find(id).orElseThrow()).missing(inputs)).containsExactly("token");
    assertThat(steps.find(id, "crop", "").orElseThrow().hasForgotten()).isTrue();
  }

  private HousekeepingTimer timer() {
    return new HousekeepingTimer(null, null, null, database, retention());
  }

  private static RetentionConfiguration retention() {
    return new RetentionConfiguration(
        Optional.of(Duration.ofDays(30)),
        Optional.of(Duration.ofDays(7)),
        Optional.of(Duration.ofDays(14)),
        Duration.ofDays(7),
        Duration.ofHours(1));
  }

  /** The housekeeping as it is that long from now. */
  private Housekeeping after(Duration time) {
    DataDirectory data = new DataDirectory(folder);
    return new Housekeeping(
        retention(),
        TENANTS,
        new ExpiredJobs(database, Usage.none(database)),
        jobs,
        new JobData(data, ResultStores.local(data), new JberetRecords(database)),
        keyed(),
        new Presets(database, PresetsConfiguration.defaults()),
        new AuditRetention(new AuditStore(database), Duration.ofDays(365)),
        new UsageRetention(database, Duration.ofDays(400)),
        Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC));
  }

  private static NewJob order(String tenant) {
    return NewJob.of(
        tenant, "water-bodies", 1, JsonNodeFactory.instance.objectNode(), Optional.empty());
  }

  /** A job that has ended, with results, logs and working files. */
  private UUID successful(String tenant) throws IOException {
    UUID id = jobs.create(order(tenant)).id();
    StepRun run = BegunRuns.tool(steps, id, "crop");
    write(folder.resolve(run.logFile().orElseThrow()));
    write(folder.resolve("jobs").resolve(id.toString()).resolve("work/tool.txt"));
    write(folder.resolve("results").resolve(id.toString()).resolve("a.txt"));
    write(folder.resolve("results/logs").resolve(id.toString()).resolve("crop.log"));
    jobs.successful(id, JsonNodeFactory.instance.objectNode().put("a", 1));
    return id;
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "text");
  }
}
