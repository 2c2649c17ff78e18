package org.periplus.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.JobExecution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.periplus.batch.admission.Intake;
import org.periplus.batch.admission.IntakeConfiguration;
import org.periplus.batch.admission.TenantContainers;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.image.BuildConfiguration;
import org.periplus.batch.image.ImagesConfiguration;
import org.periplus.batch.image.Imaging;
import org.periplus.batch.jberet.JberetRecords;
import org.periplus.batch.run.RunMetrics;
import org.periplus.batch.shutdown.ShutdownConfiguration;
import org.periplus.batch.staging.StageInFactory;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.JobContainers;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.FoundContainer;
import org.periplus.container.SpecBuilder;
import org.periplus.folder.FolderLimits;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.JobSecrets;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Requester;
import org.periplus.job.StartedBy;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.delegation.Delegations;
import org.periplus.job.execution.KeyedJobs;
import org.periplus.job.queue.QueueConfiguration;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.retention.ExpiredJobs;
import org.periplus.job.retention.Housekeeping;
import org.periplus.job.retention.RetentionConfiguration;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.LogConfiguration;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepFigures;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobData;
import org.periplus.job.store.JobOwners;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.ToolLimits;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.process.builtin.Echo;
import org.periplus.process.builtin.EchoConfiguration;
import org.periplus.process.deployment.DocumentConfiguration;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.deployment.StatedDescription;
import org.periplus.process.description.ProcessConfiguration;
import org.periplus.process.preset.Presets;
import org.periplus.process.preset.PresetsConfiguration;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.audit.AuditRetention;
import org.periplus.security.audit.AuditStore;
import org.periplus.security.credential.Credentials;
import org.periplus.security.credential.CredentialsConfiguration;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.OidcConfiguration;
import org.periplus.security.identity.oidc.exchange.TokenExchanges;
import org.periplus.security.quota.Usage;
import org.periplus.security.quota.UsageRetention;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;
import org.periplus.staging.ResultStores;
import org.periplus.staging.cache.CacheConfiguration;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.store.StoredFile;
import org.periplus.transfer.TransferLimits;

/**
 * All that runs jobs, with a real database and the real container engine, without an application
 * server around it.
 */
public final class BatchServer implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final String TENANT = "tests";

  /** What the tenant of these tests may: build images. */
  private static final TenantKeys.Lookup BUILDS =
      new TenantKeys.Lookup() {
        @Override
        public <T> Optional<T> find(String key, Class<T> type) {
          return key.equals("periplus.tenants." + TENANT + ".containers.allow-build")
              ? Optional.of(type.cast((Object) true))
              : Optional.empty();
        }
      };

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger PACKAGES = new AtomicInteger();

  private final DataDirectory data;
  private final Database database;
  private final JberetRecords records;
  private final JobStore jobs;
  private final StepRunStore stepRuns;
  private final JobVault vault;
  private final StepLogs logs;
  private final ProcessCatalogue catalogue;
  private final BatchServices batch;
  private final Intake intake = new Intake(new IntakeConfiguration(false));
  private final BatchLauncher launcher;

  public BatchServer(Path folder) throws IOException {
    this(BatchSite.in(folder));
  }

  public BatchServer(BatchSite site) throws IOException {
    this(site, Usage::none);
  }

  /** With quotas, or what is counted of each user. */
  BatchServer(BatchSite site, Function<Database, Usage> counted) throws IOException {
    data = new DataDirectory(site.folder());
    database = site.openDatabase();
    Egress egress = site.egress();
    records = new JberetRecords(database);
    Usage usage = counted.apply(database);
    jobs = new JobStore(database, new CallbackOutbox(database), usage);
    stepRuns = new StepRunStore(database, usage);
    SecretSeal seal = new SecretSeal(SecretsConfiguration.defaults(), data);
    vault = new JobVault(seal, SecretsConfiguration.defaults());
    BuiltInProcesses builtIn =
        new BuiltInProcesses(
            List.of(new Echo(EchoConfiguration.defaults())), EgressConfiguration.defaults());
    catalogue =
        new ProcessCatalogue(
            database,
            new PackageReader(
                egress, ProcessConfiguration.defaults(), DocumentConfiguration.defaults()),
            builtIn);
    logs = new StepLogs(data, LogConfiguration.defaults(), ResultStores.local(data));
    batch =
        new BatchServices(
            new BatchConfiguration(
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                DataSize.of("512 MiB"),
                Optional.empty(),
                2,
                Duration.ofMillis(100),
                5,
                site.engine().isPresent() ? Duration.ZERO : Duration.ofSeconds(30)),
            site.cluster(),
            ShutdownConfiguration.leave(),
            site.engines(),
            new ContainerConfiguration(
                site.engine(),
                Optional.of(4),
                Optional.of(4.0),
                Optional.empty(),
                "debian:stable-slim",
                DataSize.of("256 MiB"),
                256,
                false,
                Duration.ofSeconds(5)),
            site.confinement(),
            site.folders(),
            site.networks(),
            TenantContainers.unlimited(),
            new Imaging(
                ImagesConfiguration.defaults(),
                BuildConfiguration.defaults(),
                new TenantKeys(BUILDS)),
            ToolLimits.NONE,
            site.disk(),
            data,
            egress,
            new StageInFactory(
                StageInConfiguration.defaults(),
                new CacheConfiguration(DataSize.of("1 GiB")),
                S3Sources.none()),
            site.tools(),
            ResultStores.local(data),
            database,
            records,
            jobs,
            vault,
            new Credentials(database, seal, CredentialsConfiguration.defaults(), TenantKeys.NONE),
            new Delegations(
                new TokenExchanges(
                    List.of(),
                    new Issuers(
                        List.of(),
                        OidcConfiguration.defaults(),
                        EgressConfiguration.defaults(),
                        System::nanoTime)),
                seal,
                jobs,
                new JobOwners(database, Usage.none(database))),
            stepRuns,
            logs,
            builtIn,
            RunMetrics.NONE,
            new WaitingJobs(
                database,
                new QueueConfiguration(1, 1, Duration.ofSeconds(1), Duration.ofHours(24))),
            intake);
    launcher = new BatchLauncher(batch, catalogue);
  }

  /** Deploys a document and starts a job of it. */
  public UUID launch(String document, String inputs) throws JsonProcessingException {
    UUID job = accept("process" + PACKAGES.incrementAndGet(), document, inputs);
    launcher.launch(job);
    return job;
  }

  /** Deploys a document and records a job of it, which waits. */
  UUID accept(String name, String document, String inputs) throws JsonProcessingException {
    return accept(deploy(name, document), inputs, Requester.UNKNOWN);
  }

  ProcessPackage deploy(String name, String document) {
    return catalogue.deploy(
        TENANT,
        new PackageSource(
            "application/cwl+yaml", document, document, "test.cwl", StatedDescription.ofId(name)),
        Optional.empty());
  }

  /** A process of the server itself. */
  ProcessPackage builtIn(String id) {
    return catalogue.require(TENANT, id);
  }

  /** Records a job of somebody, which waits. */
  UUID accept(ProcessPackage process, String inputs, Requester requester)
      throws JsonProcessingException {
    ObjectNode given = (ObjectNode) MAPPER.readTree(inputs.replace('\'', '"'));
    Job job =
        jobs.create(
            vault.sealed(
                NewJob.of(
                    UUID.randomUUID(),
                    new JobDefinition(
                        process,
                        MAPPER.createObjectNode().set("inputs", given),
                        given,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        requester),
                    JobStatus.ACCEPTED,
                    catalogue.inputs(process, given),
                    catalogue.secretInputs(process))));
    return job.id();
  }

  /** Starts a job that waits. */
  void begin(UUID job) {
    launcher.launch(job);
  }

  /** The jobs that have not ended. */
  List<Job> openJobs() {
    return jobs.open();
  }

  /** What the health checks ask. */
  public BatchServices services() {
    return batch;
  }

  /** Whether it takes jobs. */
  Intake intake() {
    return intake;
  }

  /** All that the database has of jobs and steps, as text. */
  String everythingOf(UUID job) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String query :
          List.of(
              "SELECT * FROM job WHERE id = '" + job + "'",
              "SELECT * FROM step_run WHERE job_id = '" + job + "'")) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              all.append(rows.getMetaData().getColumnName(i)).append(' ');
              all.append(rows.getString(i)).append('\n');
            }
          }
        }
      }
    }
    return all.toString();
  }

  JobStore jobs() {
    return jobs;
  }

  /** Runs a document without inputs to its end. */
  public Job run(String document) throws JsonProcessingException {
    return awaitEnd(launch(document, "{}"));
  }

  /** Takes up what an earlier server on the same folder left. */
  void takeUpOpenJobs() {
    launcher.takeUpOpenJobs(this);
  }

  /** Dismisses a job as a request does. */
  public Job dismiss(UUID job) {
    jobs.dismissed(job);
    launcher.dismiss(job);
    stepRuns.endOpen(job, StepEnd.dismissed());
    return job(job);
  }

  /** Restarts a job that failed, as a request does. */
  public void restart(UUID id, String requirements) {
    ObjectNode inputs = job(id).inputs().deepCopy();
    try {
      inputs.set("cwl:requirements", MAPPER.readTree(requirements.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    if (!jobs.restarted(id, inputs, StartedBy.NOTHING)) {
      throw new AssertionError("It did not fail: " + job(id).status());
    }
    launcher.launch(id);
  }

  /** Restarts a job whose secret was forgotten with another one, at its first step. */
  void restartWith(UUID id, String name, String secret, String requirements)
      throws JsonProcessingException {
    ObjectNode inputs = job(id).inputs().deepCopy();
    inputs.set("cwl:requirements", MAPPER.readTree(requirements.replace('\'', '"')));
    ObjectNode given = MAPPER.createObjectNode().put(name, secret);
    String sealed = vault.seal(id, JobSecrets.among(Set.of(name), given, given));
    if (!jobs.restartedWith(id, inputs, sealed, true, StartedBy.NOTHING)) {
      throw new AssertionError("It did not fail: " + job(id).status());
    }
    launcher.launch(id);
  }

  public Job job(UUID id) {
    return jobs.find(id).orElseThrow();
  }

  public Optional<JsonNode> resultsDocument(UUID id) {
    return jobs.results(id);
  }

  /** The event that the job has ended, as a request sees it. */
  CompletableFuture<Void> ended(UUID job, Duration atMost) {
    return launcher.ended(job, atMost).toCompletableFuture();
  }

  public Job awaitEnd(UUID job) {
    await(() -> job(job).status().ended(), () -> "the end of " + job(job).message());
    return job(job);
  }

  /** Waits until a step's run is in a container that was started. */
  public void awaitRunning(UUID job, String path, String element) {
    await(
        () -> stepRuns.find(job, path, element).filter(r -> r.started().isPresent()).isPresent(),
        () -> path + " to run");
  }

  /** Waits until a container of the job runs whose step is that. */
  void awaitContainer(UUID job, String path) {
    await(
        () -> {
          try {
            return batch
                .engine()
                .find(Map.of(JobContainers.JOB_LABEL, job.toString(), "org.periplus.step", path))
                .stream()
                .anyMatch(FoundContainer::running);
          } catch (ContainerException e) {
            throw new AssertionError(e);
          }
        },
        () -> "the container of " + path);
  }

  /** Waits until any step's run is in a container that was started: which one is first is open. */
  public void awaitRunning(UUID job) {
    await(
        () -> stepRuns.list(job).stream().anyMatch(run -> run.started().isPresent()),
        () -> "any step to run");
  }

  public static void await(BooleanSupplier condition, Supplier<String> what) {
    Instant end = Instant.now().plus(DEADLINE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Waited in vain for " + what.get());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  public StepFigures figures() {
    return stepRuns.figures();
  }

  public List<StepRun> steps(UUID job) {
    return stepRuns.list(job);
  }

  public StepRun step(UUID job, String path) {
    return step(job, path, "");
  }

  public StepRun step(UUID job, String path, String element) {
    return stepRuns
        .find(job, path, element)
        .orElseThrow(() -> new AssertionError(path + " " + element + " never began"));
  }

  /** The published files of a job by their names. */
  public Map<String, String> results(UUID job) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data.results().resolve(job.toString()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        results.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return results;
  }

  Path workFolder(UUID job) {
    return data.job(job).resolve("work");
  }

  public String log(StepRun run) throws IOException {
    StoredFile log = logs.find(job(run.jobId()), run).orElseThrow();
    return new String(log.read().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Kills the containers of a step and removes them, as somebody at the engine does. */
  void removeContainers(UUID job, String path) throws ContainerException {
    batch
        .engine()
        .removeAll(Map.of(JobContainers.JOB_LABEL, job.toString(), "org.periplus.step", path));
  }

  /** Deletes a job's containers as somebody does by other means than this server. */
  void removeContainersOf(UUID job, EngineConfiguration engines) throws ContainerException {
    try (ContainerEngine other =
        engines.open(
            Optional.empty(),
            "debian:stable-slim",
            data.root(),
            new TransferLimits(0, FolderLimits.DEFAULT))) {
      other.removeAll(JobContainers.ofJob(job));
    }
  }

  /** Makes a container of a job as a server that was killed may have left one. */
  void leaveContainer(UUID job) throws ContainerException, InterruptedException {
    var unused = batch.engine().create(new SpecBuilder(JobContainers.ofJob(job), "true").build());
  }

  void removeContainers(UUID job) throws ContainerException {
    batch.engine().removeAll(JobContainers.ofJob(job));
  }

  void removeWhatEndedJobsLeft() {
    launcher.removeWhatEndedJobsLeft();
  }

  /** How many jobs this server works on. */
  int running() {
    return launcher.running();
  }

  public int containers(UUID job) throws ContainerException {
    return batch.engine().find(Map.of(JobContainers.JOB_LABEL, job.toString())).size();
  }

  /** The last batch execution of a job, as the batch repository has it. */
  public JobExecution execution(Job job) {
    return records.repository().getJobExecution(job.batchExecutionIds().get(0));
  }

  /** The tables of the batch repository. */
  public BatchRepositoryRows repository() {
    return new BatchRepositoryRows(database);
  }

  /** Deletes the jobs that have ended, as the housekeeping does when their time is over. */
  public void deleteEndedJobs() {
    Optional<Duration> now = Optional.of(Duration.ZERO);
    new Housekeeping(
            new RetentionConfiguration(
                now, Optional.empty(), Optional.empty(), Duration.ofDays(7), Duration.ZERO),
            TenantKeys.NONE,
            new ExpiredJobs(database, Usage.none(database)),
            jobs,
            new JobData(data, ResultStores.local(data), records),
            new KeyedJobs(
                database,
                jobs,
                new QueueConfiguration(1, 1, Duration.ofSeconds(1), Duration.ofHours(24))),
            new Presets(database, PresetsConfiguration.defaults()),
            new AuditRetention(new AuditStore(database), Duration.ofDays(365)),
            new UsageRetention(database, Duration.ofDays(400)))
        .sweep();
  }

  /** Goes as a server does that is stopped. */
  @Override
  public void close() {
    launcher.stop();
    database.close();
  }

  /** Goes as a server does that dies: nothing more reaches the database. */
  void die() {
    database.close();
    launcher.stop();
  }
}
