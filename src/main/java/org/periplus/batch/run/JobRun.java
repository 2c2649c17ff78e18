package org.periplus.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.folder.FolderTree;
import org.periplus.job.Job;
import org.periplus.job.JobSecrets;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

/**
 * One job while it runs on this server: where its files lie, what its steps share, and what it
 * tells the job's record. Safe for use by several threads.
 */
public final class JobRun {

  private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
  private static final int NAMES_IN_MESSAGE = 4;

  private final UUID id;
  private final JobContext context;
  private final Optional<TraceContext> givenTrace;
  private final JobServices services;
  private final JobLanguage language;
  private final JobSecrets secrets;
  private final Progress progress;
  private final Set<String> running = new ConcurrentSkipListSet<>();
  private final AtomicReference<String> failure = new AtomicReference<>();
  private volatile int percent;
  private volatile boolean stopped;
  private volatile boolean takenUp;
  private volatile boolean engineWasAway;
  private final Handover handover = new Handover();
  private volatile ObjectNode results;
  private volatile Requirements changes = Requirements.NONE;

  public JobRun(Job job, JobServices services, JobLanguage language) {
    this.id = job.id();
    this.context = job.context();
    this.givenTrace = job.givenTrace();
    this.language = language;
    this.services = services;
    this.secrets = services.vault().open(job);
    this.progress = Progress.ofJob(this::progressed);
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

  /**
   * The trace for a tool, under the names of the W3C's draft "Environment Variables as Context
   * Propagation Carriers"; nothing unless the client sent one: CWL says that a tool's environment
   * is what was declared.
   */
  public Map<String, String> traceOfTool() {
    Map<String, String> variables = new TreeMap<>();
    givenTrace
        .map(given -> given.next().headers())
        .ifPresent(
            headers ->
                headers.forEach(
                    (name, value) -> variables.put(name.toUpperCase(Locale.ROOT), value)));
    return variables;
  }

  /** Whose the containers of the job are. */
  public ContainerSlots.Owner owner() {
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

  /** From its restart on, these count over what its tools require themselves. */
  public void change(Requirements requirements) {
    changes = requirements;
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

  /** A run of a step has begun to work. */
  public void stepStarted(String name) {
    running.add(name);
    tell();
  }

  /** A run of a step no longer works. */
  public void stepEnded(String name) {
    running.remove(name);
    if (!running.isEmpty()) {
      tell();
    }
  }

  /** Begins the record of a run of a step; what it says of the inputs shows no secret. */
  public StepRun begin(StepPlace place, StepKind kind, boolean logged, ObjectNode inputs) {
    return services
        .stepRuns()
        .begin(
            id, place.path(), place.element(), kind, logged, Optional.of(secrets.hiddenIn(inputs)));
  }

  /**
   * Ends the record of a run of a step; what it says shows no secret. What a restart needs of its
   * outputs is kept encrypted.
   */
  public void ended(StepRun record, StepEnd end) {
    services.stepRuns().ended(record.id(), hidden(end.saying(end.message().map(this::hidden))));
  }

  private StepEnd hidden(StepEnd end) {
    Optional<JsonNode> hidden = end.outputs().map(secrets::hiddenIn);
    return hidden.equals(end.outputs())
        ? end
        : end.hiding(
            hidden.orElseThrow(), services.vault().sealOutputs(id, end.outputs().orElseThrow()));
  }

  /** The outputs of a run of a step that ended before a restart, with their secrets. */
  Optional<JsonNode> outputs(StepRun run) {
    return run.hasForgotten() || run.sealedOutputs().isEmpty()
        ? run.outputs()
        : run.sealedOutputs().map(kept -> services.vault().openOutputs(id, kept));
  }

  /** What is secret in the job. */
  public JobSecrets secrets() {
    return secrets;
  }

  /** A text without secrets. */
  private String hidden(String text) {
    return secrets.mask().in(text);
  }

  /** Begins the log of a run of a step. */
  public StepLog openLog(StepRun run) throws IOException {
    return new StepLog(services.logs().open(tenant(), run), secrets.mask());
  }

  /** Begins the log of a run anew whose container an earlier server or connection began. */
  public StepLog openLogAgain(StepRun run) throws IOException {
    return new StepLog(services.logs().openAgain(tenant(), run), secrets.mask());
  }

  /** Hands to the store the logs that an earlier server began and ended, or left as they were. */
  public void keepLogsLeft() {
    if (takenUp) {
      try {
        services.logs().keepLeft(tenant(), id);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "Logs of job " + id + " stay on this machine", e);
      }
    }
  }

  /** Says what is being done or waited for, in place of which steps run. */
  public void says(String what) {
    services.jobs().progress(id, percent, hidden(what));
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
      Path folder = stepFolder(new StepPlace(ended.path(), ended.element()));
      FolderTree.delete(folder.resolve("tmp"));
      FolderTree.delete(folder.resolve("streams"));
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

  private void progressed(double share) {
    // 100 is told by the end of the job alone.
    int now = (int) Math.min(99, Math.floor(share * 100));
    if (now > percent) {
      percent = now;
      tell();
    }
  }

  private void tell() {
    if (stopped) {
      return; // Nothing changes any more, and each of many steps would wait for the job's row.
    }
    services.jobs().progress(id, percent, message());
  }

  private String message() {
    Set<String> names = Set.copyOf(running);
    if (names.isEmpty()) {
      return "The job is running.";
    }
    String first =
        names.stream().sorted().limit(NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_IN_MESSAGE;
    return "Running " + first + (more > 0 ? " and " + more + " more" : "");
  }

  /** The job cannot succeed any more; the first reason counts. */
  public void failed(String reason) {
    failure.compareAndSet(null, hidden(reason));
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

  public Optional<String> failure() {
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
