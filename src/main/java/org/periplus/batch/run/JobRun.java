package org.periplus.batch.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.folder.FolderTree;
import org.periplus.job.Job;
import org.periplus.job.JobRequest;
import org.periplus.job.JobSecrets;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;
import org.periplus.security.identity.Account;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

/**
 * One job while it runs on this server: where its files lie, what its steps share, and how it ends.
 * Safe for use by several threads.
 */
public final class JobRun {

  private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

  private final UUID id;
  private final JobContext context;
  private final Optional<TraceContext> givenTrace;
  private final JobRequest request;
  private final JobServices services;
  private final JobLanguage language;
  private final JobSecrets secrets;
  private final StepRecords records;
  private final JobReport report;
  private final Progress progress;
  private final AtomicReference<JobFailure> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile boolean commandsHidden;
  private volatile boolean takenUp;
  private volatile boolean engineWasAway;
  private final Handover handover = new Handover();
  private volatile ObjectNode results;
  private volatile Requirements changes = Requirements.NONE;

  public JobRun(Job job, JobServices services, JobLanguage language) {
    this.id = job.id();
    this.context = job.context();
    this.givenTrace = job.givenTrace();
    this.request = job.request();
    this.language = language;
    this.services = services;
    this.secrets = services.vault().open(job);
    this.records = new StepRecords(id, tenant(), services, secrets);
    this.report = new JobReport(id, services, secrets.mask(), this::stopped);
    this.progress = Progress.ofJob(report::progressed);
  }

  /** A job whose document may name no file of this server outside the job's own folder. */
  public static JobRun confined(Job job, JobServices services, FormatRelation formats)
      throws IOException {
    Path folder = Files.createDirectories(services.data().job(job.id()));
    return new JobRun(
        job,
        services,
        JobLanguage.in(folder, services.expressions(), formats, services.sandbox().collection()));
  }

  public UUID id() {
    return id;
  }

  public String tenant() {
    return context.tenant();
  }

  public String processId() {
    return context.processId();
  }

  /** What is done for the job is marked with this. */
  public JobContext context() {
    return context;
  }

  /** The trace that the client sent. */
  public Optional<TraceContext> givenTrace() {
    return givenTrace;
  }

  /** Whose the job is; empty for nobody's. */
  public Optional<Account> owner() {
    return request.owner();
  }

  /** Whether the owner did not belong to the tenant when the job was made. */
  public boolean isGuests() {
    return request.isGuests();
  }

  /** For whom the containers of the job count. */
  public ContainerSlots.Owner containersOf() {
    return new ContainerSlots.Owner(tenant(), processId());
  }

  public JobServices services() {
    return services;
  }

  public JobLanguage language() {
    return language;
  }

  public Progress progress() {
    return progress;
  }

  /** What the job's record says while it runs. */
  public JobReport report() {
    return report;
  }

  /** The records and logs of the runs of its steps. */
  public StepRecords records() {
    return records;
  }

  /** From its restart on, these count over what its tools require themselves. */
  public void change(Requirements requirements) {
    changes = requirements;
  }

  /** From now on logs do not tell which commands run. */
  public void hideCommands() {
    commandsHidden = true;
  }

  /** Whether logs must not tell which commands run. */
  public boolean areCommandsHidden() {
    return commandsHidden;
  }

  /** What a tool requires, as a restart of the job has changed it. */
  public Requirements changed(Requirements requirements) {
    return changes.inheriting(requirements);
  }

  /** How many elements of one step are under way at once at most. */
  public int parallel() {
    return services.slots().all().containers();
  }

  /** The folder for one run of a step: its outputs and its temporary files. */
  public Path stepFolder(StepPlace place) {
    Path folder = workFolder().resolve(place.path());
    return place.element().isEmpty() ? folder : folder.resolve(place.element());
  }

  /** The folder of all that is only needed while the job runs. */
  public Path workFolder() {
    return services.data().work(id);
  }

  /** What is secret in the job. */
  public JobSecrets secrets() {
    return secrets;
  }

  /** A text without secrets. */
  private String hidden(String text) {
    return secrets.mask().in(text);
  }

  /**
   * An earlier server began this job: what it left may be gone on with, and why it fails, stays.
   * What it had still to remove of runs that have ended is removed.
   */
  public void takeUp() {
    takenUp = true;
    List<StepRun> ended =
        services.stepRuns().list(id).stream().filter(run -> run.state().ended()).toList();
    ended.stream()
        .filter(run -> run.state() == StepState.FAILED)
        .min(Comparator.comparing(run -> run.finished().orElseThrow()))
        .flatMap(StepRun::message)
        .ifPresent(this::failed);
    ended.forEach(this::removeTemporaryFiles);
  }

  private void removeTemporaryFiles(StepRun ended) {
    try {
      TemporaryFolders.removeFrom(stepFolder(new StepPlace(ended.path(), ended.element())));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Temporary files of job " + id + " are left", e);
    }
  }

  public boolean takenUp() {
    return takenUp;
  }

  /** The engine was away when a container was made or was to be removed. */
  public void engineWasAway() {
    engineWasAway = true;
  }

  /** Whether the engine may have containers of the job at its end. */
  public boolean mayHaveContainersLeft() {
    return takenUp || engineWasAway || stopped;
  }

  /** The end of this server's work on the job, when the server stops before it ends. */
  public Handover handover() {
    return handover;
  }

  /** The job cannot succeed any more; the first reason counts. */
  public void failed(String reason) {
    failed(reason, FailureKind.RUN);
  }

  /** The same for a reason of a kind of its own. */
  public void failed(String reason, FailureKind kind) {
    failure.compareAndSet(null, new JobFailure(hidden(reason), kind));
  }

  /** A step ended by an error that no one foresaw: ours, not the user's. */
  public void broke(String step, RuntimeException error) {
    if (hidden(error.toString()).equals(error.toString())) {
      LOG.log(System.Logger.Level.ERROR, "Job " + id + ", step " + step + " broke", error);
    } else {
      LOG.log(
          System.Logger.Level.ERROR,
          "Job {0}, step {1} broke: {2}",
          id,
          step,
          hidden(error.toString()));
    }
    failed(internalError(step));
  }

  /** What users read of such an error. */
  public static String internalError(String step) {
    return "Step %s could not be run because of an internal error, which the server's log tells."
        .formatted(step);
  }

  public Optional<JobFailure> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** What stage-out published. */
  public void published(ObjectNode newResults) {
    results = newResults;
  }

  /** The results document, once it is published. */
  public ObjectNode results() {
    return results;
  }

  /** Removes what was only needed while the job ran. */
  public void discardWork() throws IOException {
    FolderTree.delete(workFolder());
  }

  /** The job is being dismissed: nothing new may start, and its containers are killed by others. */
  public void stop() {
    stopped = true;
  }

  public boolean stopped() {
    return stopped;
  }
}
